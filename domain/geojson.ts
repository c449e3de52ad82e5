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

export interface MultiPolygonGeometry {
  readonly type: 'MultiPolygon';
  /** Polygons that share no more than single points. */
  readonly coordinates: readonly PolygonGeometry['coordinates'][];
}

/** What a camera sees: one area, or several where a building or the blind zone parts it. */
export type CoverageGeometry = PolygonGeometry | MultiPolygonGeometry;
