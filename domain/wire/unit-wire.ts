import { z } from 'zod';
import { UNIT_LEVELS } from '../camera-terms.ts';
import { dayWire, idWire, pageQueryWire } from './common-wire.ts';

export const unitQueryWire = pageQueryWire.extend({
  level: z.enum(UNIT_LEVELS).optional(),
  parentId: idWire.optional(),
  asOf: dayWire.optional(),
});

const boundaryOut = z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(z.array(z.number())))) });

export const unitOut = z.object({
  id: idWire,
  code: z.string().nullable(),
  level: z.enum(UNIT_LEVELS),
  name: z.string(),
  parentId: idWire.nullable(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
});

export const unitDetailOut = unitOut.extend({
  boundary: boundaryOut.nullable(),
  predecessors: z.array(z.object({ unitId: idWire, kind: z.string(), on: z.string() })),
  successors: z.array(z.object({ unitId: idWire, kind: z.string(), on: z.string() })),
});
