import { z } from 'zod';
import { PLACE_KINDS } from '../place-terms.ts';
import { pointWire } from './common-wire.ts';

/** "108.2431,11.789" as longitude and latitude. */
const lonLatText = z
  .string()
  .regex(/^-?\d{1,3}(\.\d{1,15})?,-?\d{1,2}(\.\d{1,15})?$/, { message: 'write longitude and latitude in degrees, like 108.2431,11.789' })
  .transform((text) => text.split(',').map(Number) as [number, number])
  .refine(([lonDeg, latDeg]) => Math.abs(lonDeg) <= 180 && Math.abs(latDeg) <= 90, {
    message: 'longitude is -180 to 180 and latitude -90 to 90, in this order',
  });

export const placeQueryWire = z.object({
  q: z.string().min(1).max(120).describe('a name, an address, or two streets that meet; marks and case do not count'),
  near: lonLatText.optional().describe('"lon,lat": nearer places first, none beyond some 50 km'),
  limit: z.coerce.number().int().min(1).max(20).default(8),
});

export const placeOut = z.object({
  kind: z.enum(PLACE_KINDS),
  name: z.string(),
  within: z.string().nullable().describe("today's neighbourhood and commune around it"),
  position: pointWire,
  radiusM: z.number().describe('how far what is named reaches around the position, about'),
  approximate: z.boolean().describe('the house is not known: this is its street'),
});
