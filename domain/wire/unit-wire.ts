import { z } from 'zod';
import { UNIT_LEVELS } from '../camera-terms.ts';
import { dayWire, idWire, pageQueryWire } from './common-wire.ts';
import { nameWire } from './name-wire.ts';
import { MADE_LEVELS } from '../unit-levels.ts';

export const unitQueryWire = pageQueryWire.extend({
  level: z.enum(UNIT_LEVELS).optional(),
  parentId: idWire.optional(),
  top: z.stringbool().optional().describe('true: only units that stand under no other'),
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

const positionWire = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const ringWire = z
  .array(positionWire)
  .min(4)
  .refine((ring) => ring[0]?.[0] === ring.at(-1)?.[0] && ring[0]?.[1] === ring.at(-1)?.[1], { message: 'a ring ends where it begins' });
const MOST_POSITIONS = 20_000;

/** The outline of a unit as GeoJSON; one that crosses itself by a hair is made valid. */
export const unitBoundaryWire = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: z.array(ringWire).min(1) }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ringWire).min(1)).min(1) }),
  ])
  .refine((boundary) => boundary.coordinates.flat(boundary.type === 'Polygon' ? 1 : 2).length <= MOST_POSITIONS, {
    message: `at most ${MOST_POSITIONS} positions: simplify it`,
  });

export const unitCreateWire = z.object({
  level: z.enum(MADE_LEVELS),
  name: nameWire(),
  parentId: idWire.nullable().default(null),
  code: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}._-]{1,40}$/u, 'use letters, digits and . _ -')
    .nullable()
    .default(null),
  boundary: unitBoundaryWire.nullable().default(null),
  validFrom: dayWire.optional().describe('the first day it exists; without it, always'),
});

export const unitPatchWire = z
  .object({
    name: nameWire().optional().describe('puts a slip right; an official change of name is another unit'),
    boundary: unitBoundaryWire.nullable().optional(),
    validTo: dayWire.optional().describe('the first day on which it no longer exists'),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), { message: 'say what is to change' });
