import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localPlane } from '../../../domain/local-plane.ts';
import { nodeRoads } from '../../../domain/road-noding.ts';
import { toRoadPath } from '../../../domain/road-path.ts';
import { buildRouteGraph } from '../../../domain/route-graph.ts';
import { findPassages, type RoutePassage } from '../../../domain/route-passage.ts';
import { reachWithin } from '../../../domain/route-reach.ts';
import { farthestM, passingWindow, searchedTime } from '../../../domain/route-window.ts';
import { oraclePassages, type OracleAnswer, type OracleTown } from '../../support/route-oracle.ts';

type Point = readonly [number, number];
const CENTRE: Point = [108.243, 11.789];
const at = (eastM: number, northM: number): Point => [
  Math.round((CENTRE[0] + eastM / 108_970) * 1e6) / 1e6,
  Math.round((CENTRE[1] + northM / 110_626) * 1e6) / 1e6,
];

/** What the product says: roads cut, graph, ways, views. Levels keep roads from meeting anywhere but at their ends, as the oracle has it. */
function productPassages(town: OracleTown, areas: readonly (readonly Point[])[]): (RoutePassage | undefined)[] {
  const roads = town.roads.map(([a, b], id) => ({ id, level: id, kind: 'residential', path: toRoadPath([town.points[a]!, town.points[b]!]) }));
  const pieces = [...nodeRoads(roads, []).entries()].flatMap(([id, paths]) => paths.map((path) => ({ name: `${id}`, path })));
  const plane = localPlane([...CENTRE]);
  const graph = buildRouteGraph(pieces, plane, town.radiusM)!;
  const reach = reachWithin(graph, town.limitM);
  return findPassages(
    graph,
    reach,
    areas.map((ring) => ({ rings: [plane.ringOf(ring)] })),
  );
}

const sector = fc
  .record({
    x: fc.integer({ min: -500, max: 500 }),
    y: fc.integer({ min: -500, max: 500 }),
    bearing: fc.integer({ min: 0, max: 359 }),
    half: fc.integer({ min: 15, max: 60 }),
    rangeM: fc.integer({ min: 20, max: 120 }),
  })
  .map(({ x, y, bearing, half, rangeM }) => {
    const rim = [-1, -0.5, 0, 0.5, 1].map((share) => ((bearing + half * share) * Math.PI) / 180);
    const ring = [at(x, y), ...rim.map((angle) => at(x + rangeM * Math.sin(angle), y + rangeM * Math.cos(angle)))];
    return [...ring, ring[0]!];
  });

const coordinate = fc.integer({ min: -500, max: 500 });
const town = fc
  .record({
    corners: fc.uniqueArray(fc.tuple(coordinate, coordinate), { minLength: 5, maxLength: 14, selector: ([x, y]) => `${x},${y}` }),
    pairs: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { minLength: 5, maxLength: 24 }),
    radiusM: fc.integer({ min: 3, max: 120 }),
    limitM: fc.integer({ min: 150, max: 1500 }),
  })
  .map(({ corners, pairs, radiusM, limitM }): OracleTown => {
    // the first road leads through the place, so that there is a beginning
    const points = [at(-5, -400), at(7, 380), ...corners.map(([x, y]) => at(x, y))];
    const roads = pairs.map(([a, b]) => [a % points.length, b % points.length] as const).filter(([a, b]) => points[a]!.join() !== points[b]!.join());
    return { points, roads: [[0, 1], ...roads], centre: CENTRE, radiusM, limitM };
  });

/** The oracle samples every two metres and has its own plane: what only touches a view or the limit is neither right nor wrong. */
const BAND_M = 4;

function agree(mine: RoutePassage | undefined, { surely, perhaps }: OracleAnswer): void {
  if (mine === undefined) return expect(surely).toBeUndefined();
  expect(perhaps, `only the product sees ${JSON.stringify(mine)}`).toBeDefined();
  expect(mine.nearM).toBeGreaterThan(perhaps!.nearM - BAND_M);
  expect(mine.farM).toBeLessThan(perhaps!.farM + BAND_M);
  if (surely === undefined) return;
  expect(mine.nearM).toBeLessThan(surely.nearM + BAND_M);
  expect(mine.farM).toBeGreaterThan(surely.farM - BAND_M);
}

describe('a route search', () => {
  test('agrees with a brute-force search by other means', () => {
    let compared = 0;
    fc.assert(
      fc.property(town, fc.array(sector, { minLength: 4, maxLength: 12 }), (random, areas) => {
        const [mine, other] = [productPassages(random, areas), oraclePassages(random, areas, BAND_M)];
        for (const index of areas.keys()) {
          agree(mine[index], other[index]!);
          if (mine[index] !== undefined) compared++;
        }
      }),
      { numRuns: 120, seed: 26, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(150);
  });

  test('never leaves its limits, and more speed or time never loses a camera or narrows its window', () => {
    const speed = fc
      .tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }))
      .map(([a, b]) => ({ minKmh: Math.min(a, b), maxKmh: Math.max(a, b) }));
    const question = fc.record({ speed, minutes: fc.integer({ min: 1, max: 30 }), distanceM: fc.integer({ min: 100, max: 3000 }) });
    const occurred = { fromMs: 1_000_000_000_000, toMs: 1_000_000_300_000 };
    fc.assert(
      fc.property(town, fc.array(sector, { minLength: 3, maxLength: 6 }), question, fc.nat(20), (random, areas, asked, more) => {
        const wider = {
          speed: { minKmh: asked.speed.minKmh, maxKmh: Math.min(90, asked.speed.maxKmh + more) },
          minutes: Math.min(30, asked.minutes + more),
          distanceM: Math.min(3000, asked.distanceM + 10 * more),
        };
        const [narrowM, wideM] = [farthestM(asked.speed, asked), farthestM(wider.speed, wider)];
        const narrow = productPassages({ ...random, limitM: narrowM }, areas);
        const wide = productPassages({ ...random, limitM: wideM }, areas);
        for (const [index, passage] of narrow.entries()) {
          if (passage === undefined) continue;
          expect(passage.farM).toBeLessThanOrEqual(narrowM + 1e-6);
          expect(passage.nearM).toBeLessThanOrEqual(passage.farM + 1e-6);
          const leaving = passingWindow(occurred, 'leaving', asked.speed, passage, asked.minutes);
          const arriving = passingWindow(occurred, 'arriving', asked.speed, passage, asked.minutes);
          // the way there is the way back
          expect(leaving.fromMs - occurred.fromMs).toBe(occurred.toMs - arriving.toMs);
          expect(leaving.toMs - occurred.toMs).toBe(occurred.fromMs - arriving.fromMs);
          const all = searchedTime(occurred, 'leaving', asked.minutes);
          expect(leaving.fromMs).toBeGreaterThanOrEqual(all.fromMs);
          expect(leaving.toMs).toBeLessThanOrEqual(all.toMs);
          const widerPassage = wide[index]!;
          const widerWindow = passingWindow(occurred, 'leaving', wider.speed, widerPassage, wider.minutes);
          expect(widerPassage.nearM).toBeCloseTo(passage.nearM, 6);
          expect(widerWindow.fromMs).toBeLessThanOrEqual(leaving.fromMs);
          expect(widerWindow.toMs).toBeGreaterThanOrEqual(leaving.toMs);
        }
      }),
      { numRuns: 150, seed: 26, endOnFailure: true },
    );
  });
});
