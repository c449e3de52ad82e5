import { z } from 'zod';
import { COVERAGE_BASES } from '../visibility/visible-ground.ts';
import { idWire, instantOut, instantWire, pageQueryWire } from './common-wire.ts';

/** What a camera sees as GeoJSON: one area or several. One schema for both: a choice between two would be decided by a validator for each camera of a list. */
export const coverageOut = z.object({
  type: z.enum(['Polygon', 'MultiPolygon']),
  coordinates: z.array(z.unknown()).describe('as RFC 7946 has it for the type'),
});

export const coverageVersionQueryWire = pageQueryWire.extend({ saidAt: instantWire.optional().describe('only what the service said at that time') });

/** What a placement would see, before it is stored. */
export const coveragePreviewOut = z.object({ basis: z.enum(COVERAGE_BASES), sector: coverageOut, coverage: coverageOut });

/** What the service said that a placement sees, and when. */
export const coverageVersionOut = z.object({
  placementId: idWire,
  validFrom: instantOut,
  validTo: instantOut.nullable(),
  version: z.number(),
  basis: z.enum(COVERAGE_BASES),
  saidFrom: instantOut,
  saidTo: instantOut.nullable(),
  sector: coverageOut,
  coverage: coverageOut,
});
