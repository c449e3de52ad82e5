import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeRoads } from '../../../domain/road-noding.ts';
import { toRoadPath } from '../../../domain/road-path.ts';
import type { Road } from '../../../domain/road.ts';

const road = (id: number, coordinates: number[][], changes: Partial<Road> = {}): Road => ({
  id,
  level: 0,
  kind: 'residential',
  path: toRoadPath(coordinates),
  ...changes,
});
const east = road(1, [
  [108.24, 11.78],
  [108.242, 11.78],
]);
const crossing = [
  [108.241, 11.779],
  [108.241, 11.781],
];

test('roads that cross on one level meet there, over a bridge or a motorway they do not', () => {
  const both = nodeRoads([east, road(2, crossing)], []);
  expect(both.get(1)).toEqual([
    toRoadPath([
      [108.24, 11.78],
      [108.241, 11.78],
    ]),
    toRoadPath([
      [108.241, 11.78],
      [108.242, 11.78],
    ]),
  ]);
  expect(both.get(2)).toHaveLength(2);
  expect(nodeRoads([east, road(2, crossing, { level: 1 })], []).get(1)).toHaveLength(1);
  expect(nodeRoads([east, road(2, crossing, { kind: 'motorway' })], []).get(1)).toHaveLength(1);
});

test('a point that two roads share is a node whatever their levels', () => {
  const bent = road(1, [
    [108.24, 11.78],
    [108.241, 11.78],
    [108.242, 11.781],
  ]);
  expect(
    nodeRoads(
      [
        bent,
        road(
          2,
          [
            [108.241, 11.78],
            [108.241, 11.785],
          ],
          { level: 1 },
        ),
      ],
      [],
    ).get(1),
  ).toHaveLength(2);
});

test('an end hardly beside a road belongs to it, one further away does not', () => {
  const nearly = (latDeg: number) =>
    nodeRoads(
      [
        east,
        road(2, [
          [108.241, 11.785],
          [108.241, latDeg],
        ]),
      ],
      [],
    ).get(1);
  expect(nearly(11.780008)).toHaveLength(2);
  expect(nearly(11.780008)![0]!.slice(-2)).toEqual([108_241_000, 11_780_008]);
  expect(nearly(11.78002)).toHaveLength(1);
});

test('nobody gets through a road that is being built, and a ring or a crossing of a road with itself is cut', () => {
  expect(nodeRoads([east, road(2, crossing, { kind: 'construction' })], []).has(2)).toBe(false);
  const loop = road(3, [
    [108.24, 11.78],
    [108.242, 11.782],
    [108.242, 11.78],
    [108.24, 11.782],
  ]);
  expect(nodeRoads([loop], []).get(3)).toHaveLength(3);
});

test('cut together or one after another, roads come out the same', () => {
  const coordinate = fc.integer({ min: 0, max: 4000 }).map((units) => units / 1e6);
  const path = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 5 }).map((points) => points.map(([x, y]) => [108.24 + x, 11.78 + y]));
  fc.assert(
    fc.property(fc.array(path, { minLength: 2, maxLength: 6 }), (paths) => {
      const roads = paths.map((coordinates, id) => road(id, coordinates));
      const together = nodeRoads(roads, []);
      for (const one of roads) {
        const alone = nodeRoads(
          [one],
          roads.filter((other) => other !== one),
        );
        expect(alone.get(one.id)).toEqual(together.get(one.id));
      }
    }),
    { numRuns: 300, seed: 26 },
  );
});
