/** Longitude and latitude in WGS84 degrees (RFC 7946, section 3.1.1: longitude first). */
export type LonLat = readonly [lonDeg: number, latDeg: number];

export interface PointGeometry {
  readonly type: 'Point';
  readonly coordinates: LonLat;
}

export interface PolygonGeometry {
  readonly type: 'Polygon';
  /** Closed linear rings, the outer one first. */
  readonly coordinates: readonly (readonly LonLat[])[];
}
