/** West, south, east, north in degrees. */
export type LonLatBounds = readonly [westDeg: number, southDeg: number, eastDeg: number, northDeg: number];

/** The mainland of Viet Nam: what a map shows when nothing is known that it could show. */
export const COUNTRY_BOUNDS: LonLatBounds = [102.1, 8.4, 109.6, 23.4];

/**
 * The smallest box around all positions in any nesting of GeoJSON coordinates; null when there is none. Longitudes are compared as they
 * are: good for everything that doesn't cross the 180th meridian.
 */
export function boundsOfCoordinates(coordinates: unknown): LonLatBounds | null {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  extend(box, coordinates);
  return box[0] <= box[2] ? box : null;
}

/** The box around two boxes, either of which may be missing. */
export function joinBounds(a: LonLatBounds | null, b: LonLatBounds | null): LonLatBounds | null {
  if (a === null || b === null) return a ?? b;
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

function extend(box: [number, number, number, number], coordinates: unknown): void {
  if (!Array.isArray(coordinates)) return;
  const [lonDeg, latDeg] = coordinates as unknown[];
  if (typeof lonDeg === 'number' && typeof latDeg === 'number') {
    box[0] = Math.min(box[0], lonDeg);
    box[1] = Math.min(box[1], latDeg);
    box[2] = Math.max(box[2], lonDeg);
    box[3] = Math.max(box[3], latDeg);
    return;
  }
  for (const part of coordinates) extend(box, part);
}
