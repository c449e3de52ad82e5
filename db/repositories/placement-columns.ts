import sql from 'sql-template-tag';

/** Where a camera hung and how it looked, as it was registered. */
export interface PlacementColumns {
  readonly lon: number;
  readonly lat: number;
  readonly heightM: number;
  readonly bearingDeg: number;
  readonly tiltDeg: number;
  readonly hfovDeg: number;
  readonly rangeM: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The columns of {@link PlacementColumns} in a placement `p`. */
export const PLACEMENT_COLUMNS = sql`ST_X(p.position) AS lon, ST_Y(p.position) AS lat, p.height_m AS "heightM", p.bearing_deg AS "bearingDeg", p.tilt_deg AS "tiltDeg", p.hfov_deg AS "hfovDeg",
  p.range_m AS "rangeM", p.width_px AS "widthPx", p.height_px AS "heightPx"`;
