import type { LonLat } from '../geojson.ts';

/** A building as it stands in the way: its outline and how high it is. */
export interface BuildingOutline {
  /** Rings as in a GeoJSON polygon: the outer one, then courtyards. Direction doesn't matter; closed or not. */
  readonly rings: readonly (readonly LonLat[])[];
  /** Above the ground, in metres; null is not known and stands for higher than any lens. */
  readonly heightM: number | null;
}

/**
 * How much longer the shadow of a roof's far edge is than the distance to that edge, seen from `lensM` above the ground: the ray over an edge at distance r meets flat ground at
 * `r · lensM / (lensM − heightM)`. Infinite for what is as high as the lens or of unknown height: nothing behind it is seen.
 */
export function shadowStretch(lensM: number, heightM: number | null): number {
  if (heightM === null || heightM >= lensM) return Number.POSITIVE_INFINITY;
  return lensM / (lensM - Math.max(0, heightM));
}
