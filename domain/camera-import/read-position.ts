import type { LonLat } from '../geojson.ts';
import { readNumber } from './read-cell.ts';
import { rowError, type SourceRow } from './source-row.ts';

/** Viet Nam with its islands, generously. Only used to tell a swap from a slip of the finger, never to refuse a place. */
const VIETNAM = { west: 101, east: 118, south: 6, north: 24 };

function looksSwapped(lon: number, lat: number): boolean {
  return lat >= VIETNAM.west && lat <= VIETNAM.east && lon >= VIETNAM.south && lon <= VIETNAM.north;
}

/**
 * Longitude and latitude of a row. Swapped figures are recognised and named, not put right: whoever swapped one column may have swapped others.
 * Errors: those of `readNumber`, `value_missing`, `lat_lon_swapped`, `position_out_of_range`.
 */
export function readPosition(row: SourceRow): LonLat {
  const lat = readNumber(row, 'latitude');
  const lon = readNumber(row, 'longitude');
  if (lat === undefined) throw rowError('value_missing', 'The latitude is missing.', 'latitude');
  if (lon === undefined) throw rowError('value_missing', 'The longitude is missing.', 'longitude');
  if (looksSwapped(lon, lat))
    throw rowError('lat_lon_swapped', 'Latitude and longitude seem to be swapped: in Viet Nam the latitude is 8 to 24, the longitude 102 to 118.', 'latitude');
  if (Math.abs(lat) > 90) throw rowError('position_out_of_range', 'A latitude lies between -90 and 90.', 'latitude');
  if (Math.abs(lon) > 180) throw rowError('position_out_of_range', 'A longitude lies between -180 and 180.', 'longitude');
  return [lon, lat];
}
