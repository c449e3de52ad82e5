import { expect, it } from 'vitest';
import type { CameraPlacement } from '../../../../domain/camera-placement.ts';
import type { LonLat } from '../../../../domain/geojson.ts';
import { generatedTown, placeAt, placesAround, randomNumbers, randomPlacement } from '../../../support/visibility/generated-town.ts';
import { visibleGround } from '../../../../domain/visibility/visible-ground.ts';
import { compareWithOracle, coverageAreaM2, oracleCamera } from '../../../support/visibility/oracle-comparison.ts';
import { oracleAreaM2, oracleIsFree } from '../../../support/visibility/sight-oracle.ts';

const CENTRE: LonLat = [108.243, 11.789];
const PAIRS = 5000;

it('agrees with a brute-force oracle on 5,000 pairs of a camera and a place in generated towns', () => {
  const random = randomNumbers(20_261_127);
  const totals = { pairs: 0, inBand: 0, seen: 0, hidden: 0, cut: 0 };
  const disagreements = [];
  for (let town = 0; totals.pairs < PAIRS; town += 1) {
    const buildings = generatedTown(CENTRE, 160, 10 + (town % 5) * 25, random);
    const placements = Array.from({ length: 60 }, (): CameraPlacement =>
      randomPlacement(placeAt(CENTRE, (random() - 0.5) * 120, (random() - 0.5) * 120), random),
    );
    const result = compareWithOracle(placements, {
      buildingsNear: () => buildings,
      placesOf: (placement, near) => placesAround(placement, near, 12, random),
      pairs: Math.min(PAIRS - totals.pairs, 500),
    });
    disagreements.push(...result.disagreements.map((found) => ({ town, ...found })));
    for (const key of ['pairs', 'inBand', 'seen', 'hidden', 'cut'] as const) totals[key] += result[key];
  }
  expect(disagreements).toEqual([]);
  // the comparison means something only if both answers are common and the band is thin
  expect(totals).toMatchObject({ pairs: PAIRS });
  expect(totals.seen).toBeGreaterThan(PAIRS * 0.15);
  expect(totals.hidden).toBeGreaterThan(PAIRS * 0.3);
  expect(totals.cut).toBeGreaterThan(250);
  expect(totals.inBand).toBeLessThan(PAIRS * 0.1);
});

it('covers the area that 720 brute-force rays measure', () => {
  const random = randomNumbers(7);
  let compared = 0;
  for (let town = 0; compared < 80; town += 1) {
    const buildings = generatedTown(CENTRE, 160, 10 + (town % 4) * 25, random);
    for (let nth = 0; nth < 10; nth += 1) {
      const placement = randomPlacement(placeAt(CENTRE, (random() - 0.5) * 120, (random() - 0.5) * 120), random);
      const camera = oracleCamera(placement);
      const { coverage, basis } = visibleGround(placement, buildings);
      if (basis === 'doubtful' || !oracleIsFree(camera, buildings, 1.6)) continue;
      compared += 1;
      const measuredM2 = oracleAreaM2(camera, buildings, 720);
      expect(Math.abs(coverageAreaM2(coverage) - measuredM2), JSON.stringify(placement)).toBeLessThan(1 + 0.01 * measuredM2);
    }
  }
});
