import { expect, test } from 'vitest';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { LonLat } from '../../domain/geojson.ts';
import type { BuildingOutline } from '../../domain/visibility/building-outline.ts';
import { readSharedGeoJson } from '../support/shared-data.ts';
import { placeAt, placesAround, randomNumbers, randomPlacement } from '../support/visibility/generated-town.ts';
import { compareWithOracle } from '../support/visibility/oracle-comparison.ts';

const PAIRS = 5000;
const CELL_DEG = 0.003;

/** Real outlines. They have no heights: half stay so, the others get one from a shed's to a tower's. */
async function realTown(random: () => number): Promise<BuildingOutline[]> {
  const { features } = await readSharedGeoJson('osm-town-buildings.geojson');
  return features.flatMap(({ geometry }) =>
    (geometry.coordinates as LonLat[][][]).map((rings) => ({ rings, heightM: random() < 0.5 ? null : random() < 0.6 ? 1 + random() * 5 : 4 + random() * 15 })),
  );
}

function gridOf(buildings: readonly BuildingOutline[]): (placement: CameraPlacement) => BuildingOutline[] {
  const cells = new Map<string, BuildingOutline[]>();
  const cellOf = ([lon, lat]: LonLat): [number, number] => [Math.floor(lon / CELL_DEG), Math.floor(lat / CELL_DEG)];
  for (const building of buildings) {
    const key = cellOf(building.rings[0]![0]!).join(' ');
    cells.set(key, [...(cells.get(key) ?? []), building]);
  }
  // a cell is 215 m wide and 330 m high, a view at most 135 m long
  return ({ position }) => {
    const [x, y] = cellOf(position.coordinates);
    return [-1, 0, 1].flatMap((east) => [-1, 0, 1].flatMap((north) => cells.get(`${x + east} ${y + north}`) ?? []));
  };
}

test('coverage and sight lines agree with the brute-force oracle on 5,000 pairs among real footprints', async () => {
  const random = randomNumbers(4267);
  const buildings = await realTown(random);
  expect(buildings.length).toBeGreaterThanOrEqual(4267);
  // cameras hang in streets and yards: some metres from a corner of some house
  const placements = Array.from({ length: 2000 }, () => {
    const ring = buildings[Math.floor(random() * buildings.length)]!.rings[0]!;
    const corner = ring[Math.floor(random() * ring.length)]!;
    return randomPlacement(placeAt(corner, (random() - 0.5) * 30, (random() - 0.5) * 30), random);
  });
  const result = compareWithOracle(placements, {
    buildingsNear: gridOf(buildings),
    placesOf: (placement, near) => placesAround(placement, near, 10, random),
    pairs: PAIRS,
  });
  expect(result.disagreements).toEqual([]);
  expect(result.pairs).toBe(PAIRS);
  expect(result.inBand).toBeLessThan(PAIRS * 0.1);
  expect(result.seen).toBeGreaterThan(PAIRS * 0.15);
  expect(result.hidden).toBeGreaterThan(PAIRS * 0.3);
  expect(result.cut).toBeGreaterThan(200);
});
