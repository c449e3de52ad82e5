import { describe, expect, it } from 'vitest';
import { readBoundary } from '../../../web/units/read-boundary.ts';

const RING = [[108.24, 11.78], [108.25, 11.78], [108.25, 11.79], [108.24, 11.78]]; // prettier-ignore
const POLYGON = { type: 'Polygon', coordinates: [RING] };
const feature = (geometry: unknown) => ({ type: 'Feature', properties: { name: 'Tổ' }, geometry });
const read = (value: unknown) => readBoundary(JSON.stringify(value));

describe('the outline in a file', () => {
  it.each([
    ['a polygon', POLYGON],
    ['a feature', feature(POLYGON)],
    ['a collection of one feature', { type: 'FeatureCollection', features: [feature(POLYGON)] }],
  ])('is found in %s', (_what, value) => {
    expect(read(value)).toEqual({ boundary: POLYGON });
  });

  it('may be of several parts, may begin with a byte order mark, and loses its heights', () => {
    const parts = { type: 'MultiPolygon', coordinates: [[RING], [RING]] };
    expect(readBoundary(`\uFEFF${JSON.stringify(parts)}`)).toEqual({ boundary: parts });
    expect(read({ type: 'Polygon', coordinates: [RING.map((position) => [...position, 12.5])] })).toEqual({ boundary: POLYGON });
  });

  it.each([
    ['several features', { type: 'FeatureCollection', features: [feature(POLYGON), feature(POLYGON)] }, 'manyFeatures'],
    ['an empty collection', { type: 'FeatureCollection', features: [] }, 'notArea'],
    ['a collection without features', { type: 'FeatureCollection' }, 'notArea'],
    ['a point', { type: 'Point', coordinates: [108, 11] }, 'notArea'],
    ['a feature without geometry', feature(null), 'notArea'],
    ['a polygon without rings', { type: 'Polygon', coordinates: [] }, 'notArea'],
    ['null', null, 'notArea'],
    ['a text', 'Polygon', 'notArea'],
    ['a ring that is open', { type: 'Polygon', coordinates: [RING.slice(0, 3).concat([[108.3, 11.8]])] }, 'openRing'],
    ['a ring of two points', { type: 'Polygon', coordinates: [[RING[0], RING[0]]] }, 'openRing'],
    ['metres of VN-2000', { type: 'Polygon', coordinates: [RING.map(([lon, lat]) => [lon! * 5000, lat! * 100_000])] }, 'notDegrees'],
    ['latitude first', { type: 'Polygon', coordinates: [RING.map(([lon, lat]) => [lat, lon])] }, 'notDegrees'],
    ['texts for numbers', { type: 'Polygon', coordinates: [RING.map((position) => position.map(String))] }, 'notDegrees'],
    ['too many points', { type: 'Polygon', coordinates: [Array.from({ length: 20_001 }, () => [108, 11])] }, 'tooMany'],
  ])('is not found in %s, and the reason is told', (_what, value, problem) => {
    expect(read(value)).toEqual({ problem });
  });

  it('is not found in what is no JSON', () => {
    expect(readBoundary('<kml/>')).toEqual({ problem: 'notJson' });
  });
});
