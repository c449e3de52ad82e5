import { z } from 'zod';
import { MOMENT_NOTE_LENGTH } from '../moment-terms.ts';
import { idWire, instantOut, instantWire } from './common-wire.ts';

export const caseMomentCreateWire = z.object({
  requestId: idWire.describe('an own request of the case that this session has opened'),
  at: instantWire.describe('true time, within the seconds that the request opens'),
  note: z.string().trim().max(MOMENT_NOTE_LENGTH).default('').describe('what is seen, without plates, ID and phone numbers'),
});

export const caseMomentOut = z.object({
  id: idWire,
  incidentId: idWire,
  requestId: idWire,
  cameraId: idWire,
  cameraName: z.string(),
  at: instantOut.describe('true time'),
  note: z.string(),
  markedBy: z.object({ id: idWire, username: z.string() }),
  markedAt: instantOut,
});
