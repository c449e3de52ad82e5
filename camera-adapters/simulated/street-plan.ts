import type { Rgb } from './raster.ts';
import { seededSequence } from './seeded-random.ts';

/** A house front; in scene units, as all lengths of the plan. */
export interface HouseFront {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly wall: Rgb;
  readonly awning: Rgb;
  readonly floors: number;
  readonly windowsPerFloor: number;
}

export interface StreetTree {
  readonly x: number;
  readonly crown: number;
  readonly shade: number;
}

/** What stands still in a camera's scene. */
export interface StreetPlan {
  readonly seed: number;
  readonly houses: readonly HouseFront[];
  readonly trees: readonly StreetTree[];
  /** Where poles with lamps and cables stand. */
  readonly poleX: readonly number[];
  /** Middle of the street that comes in from behind. */
  readonly crossingX: number;
  readonly asphalt: Rgb;
}

/** Lower edge of the houses, and the edges of pavement and road below them. */
export const STREET = { houseFoot: 205, roadTop: 228, roadBottom: 318 } as const;

/** Half the width of the side street where it meets the road. */
export const CROSSING_HALF_WIDTH = 62;

/** What is drawn reaches this far beyond both sides of the picture, for cameras that were moved. */
const MARGIN = 320;

const WALLS: readonly Rgb[] = [
  [222, 204, 160],
  [196, 216, 208],
  [232, 226, 214],
  [214, 170, 140],
  [176, 196, 222],
  [238, 214, 176],
  [202, 186, 196],
  [160, 178, 150],
];
const AWNINGS: readonly Rgb[] = [
  [176, 44, 40],
  [36, 92, 160],
  [28, 122, 84],
  [214, 140, 30],
  [96, 60, 130],
  [180, 184, 190],
];

/** Lays out the street of a seed: equal seeds give equal streets. */
export function planStreet(seed: number): StreetPlan {
  const random = seededSequence(seed);
  const between = (low: number, high: number): number => low + random() * (high - low);
  const crossingX = between(180, 460);
  const houses: HouseFront[] = [];
  for (let x = -MARGIN; x < 640 + MARGIN;) {
    const width = between(46, 92);
    houses.push({
      x,
      width,
      height: between(74, 150),
      wall: pick(WALLS, random()),
      awning: pick(AWNINGS, random()),
      floors: 1 + Math.floor(random() * 3),
      windowsPerFloor: 2 + Math.floor(random() * 2),
    });
    x += width + (random() < 0.2 ? 8 : 1);
  }
  const trees = Array.from({ length: 7 }, () => ({ x: between(-MARGIN, 640 + MARGIN), crown: between(16, 28), shade: between(0.75, 1.15) }));
  const firstPole = between(20, 120);
  const grey = between(78, 104);
  return {
    seed,
    houses,
    crossingX,
    trees: trees.filter((tree) => Math.abs(tree.x - crossingX) > CROSSING_HALF_WIDTH + 30),
    poleX: [-2, -1, 0, 1, 2, 3].map((step) => firstPole + step * 210),
    asphalt: [grey, grey, grey + 4],
  };
}

function pick<T>(choices: readonly T[], fraction: number): T {
  const chosen = choices[Math.floor(fraction * choices.length)];
  if (chosen === undefined) throw new RangeError('fraction must lie in [0, 1)');
  return chosen;
}
