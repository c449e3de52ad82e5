import { z } from 'zod';
import { idWire, reasonWire } from './common-wire.ts';
import { incidentOut } from './incident-wire.ts';

const reason = reasonWire;

export const mergeWire = z.object({ intoIncidentId: idWire, reason });

export const unmergeWire = z.object({ reason });

export const nearbyOut = z.object({
  incident: incidentOut,
  distanceM: z.number(),
  gapSeconds: z.number().describe('between the two times; 0 when they overlap'),
  mergeable: z.boolean().describe('false: one belongs to a merge already, or only one of the two is a disorderly gathering'),
});
