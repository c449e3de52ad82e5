import { z } from 'zod';

/** What a camera sees as GeoJSON: one area or several. One schema for both: a choice between two would be decided by a validator for each camera of a list. */
export const coverageOut = z.object({
  type: z.enum(['Polygon', 'MultiPolygon']),
  coordinates: z.array(z.unknown()).describe('as RFC 7946 has it for the type'),
});
