import { z } from 'zod';

/** Any of our identifiers: a UUID in its canonical text form. */
export const idWire = z.guid().describe('UUID');

/** RFC 3339 with `Z` or an offset. A time without a zone is refused: it has no meaning. */
export const instantWire = z.iso.datetime({ offset: true }).describe('RFC 3339 with Z or an offset');

/** An instant as we return it: UTC with milliseconds. */
export const instantOut = z.string().describe('RFC 3339, UTC, milliseconds');

/** A calendar day, `yyyy-mm-dd`. */
export const dayWire = z.iso.date();

/** Why somebody does something, in words: blanks and invisible characters are no reason. */
export const reasonWire = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .refine((text) => /[\p{L}\p{N}]/u.test(text), { message: 'say why, in words' });

/** Below this a degree is 0 to every instrument, and the database can't reckon with what lies below 1e-300: one such place stored would fail each list that it stands in. */
const LEAST_DEGREES = 1e-9;

/** Whether a coordinate is one to reckon with: 0, or not next to nothing. */
function isReckonable(degrees: number): boolean {
  return degrees === 0 || Math.abs(degrees) >= LEAST_DEGREES;
}

/** GeoJSON point, longitude first. The commonest slip (latitude first, which in Viet Nam gives a "latitude" above 90) is named. */
export const pointWire = z
  .object({
    type: z.literal('Point'),
    coordinates: z
      .tuple([z.number().min(-180).max(180), z.number().max(180)])
      .refine(([, latDeg]) => latDeg <= 90 && latDeg >= -90, {
        message: 'latitude is out of range; GeoJSON wants longitude first, then latitude: are they swapped?',
      })
      .refine((place) => place.every(isReckonable), { message: 'a coordinate is nearly 0: write 0' }),
  })
  .describe('GeoJSON Point, [lon, lat] in WGS84');

/** `limit` and `cursor` of every list. */
export const pageQueryWire = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

/** `from` and `to` of a query by time; the default is the last 24 hours. */
export const rangeQueryWire = z.object({ from: instantWire.optional(), to: instantWire.optional() });

/** Path parameter `{id}`. */
export const idParamsWire = z.object({ id: idWire });

/** A list in the contract's form. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** Answer of everything that goes on as a job. */
export const acceptedWire = z.object({ jobId: idWire });

/** A number for each of `keys`. */
export function countsOf<K extends string>(keys: readonly K[]) {
  return z.object(Object.fromEntries(keys.map((key) => [key, z.number()])) as Record<K, z.ZodNumber>);
}
