import { expect, it } from 'vitest';
import { encodeTile } from '../../../../server/map/vector-tile.ts';

/** Two degrees wide: larger than any province. */
const PROVINCE = { type: 'Polygon', coordinates: [[[107, 10], [109, 10], [109, 12], [107, 12], [107, 10]]] }; // prettier-ignore

/** The tile of that zoom around a place. */
function tileAt(z: number, lonDeg: number, latDeg: number) {
  const lat = (latDeg * Math.PI) / 180;
  return { z, x: Math.floor(((lonDeg + 180) / 360) * 2 ** z), y: Math.floor(((1 - Math.asinh(Math.tan(lat)) / Math.PI) / 2) * 2 ** z) };
}

// cut into all its tiles, a province has millions of them at this zoom
it.each([5, 12, 16, 20])('a street within a province is one tile of zoom %d', (z) => {
  const layers = { unit: [{ geometry: PROVINCE, properties: { name: 'Tỉnh' } }] };
  const inside = encodeTile(tileAt(z, 108.24, 11.79), layers);
  expect(inside.includes('Tỉnh')).toBe(true);
  expect(encodeTile(tileAt(z, 120, 11.79), layers).includes('Tỉnh')).toBe(false);
});
