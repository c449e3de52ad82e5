import { seededFraction } from '../../camera-adapters/simulated/seeded-random.ts';
import type { SimulatedFaults } from '../../domain/camera-source.ts';
import { CAMERA_COUNT, FIRST_MARKET_CAMERA } from './camera-spots.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What is out of order at one camera of the demo town. */
export type Ailment =
  { readonly kind: 'fault'; readonly faults: SimulatedFaults; readonly forMs: number } | { readonly kind: 'draft' } | { readonly kind: 'maintenance' };

const fault = (faults: SimulatedFaults, forMs: number): Ailment => ({ kind: 'fault', faults, forMs });
const ALWAYS_MS = 4000 * DAY_MS;

/** At the market: the second camera of the incident's junction has a wrong clock; of the three that don't see it one is dead and one covered. */
const AT_MARKET: ReadonlyMap<number, Ailment> = new Map([
  [FIRST_MARKET_CAMERA + 1, fault({ clockOffsetMs: 61_000 }, ALWAYS_MS)],
  [FIRST_MARKET_CAMERA + 3, fault({ dead: true }, 2 * DAY_MS + 3 * HOUR_MS)],
  [FIRST_MARKET_CAMERA + 4, fault({ covered: true }, 19 * HOUR_MS)],
]);

/** The rest of the town: with the market's 9 dead, 3 covered, 3 blurred, 2 moved, 2 frozen, 1 dark, 6 wrong clocks, 2 drafts, 1 in maintenance. */
const ELSEWHERE: readonly Ailment[] = [
  fault({ dead: true }, 6 * DAY_MS + 5 * HOUR_MS),
  fault({ dead: true }, 40 * DAY_MS),
  fault({ dead: true }, 11 * HOUR_MS),
  fault({ dead: true }, 3 * DAY_MS + 8 * HOUR_MS),
  fault({ dead: true }, 16 * DAY_MS),
  fault({ dead: true }, 95 * MINUTE_MS),
  fault({ dead: true }, 4 * DAY_MS + 14 * HOUR_MS),
  fault({ dead: true }, 122 * DAY_MS),
  fault({ covered: true }, 5 * DAY_MS + 2 * HOUR_MS),
  fault({ covered: true }, 7 * HOUR_MS),
  fault({ blurred: true }, 3 * DAY_MS),
  fault({ blurred: true }, 25 * DAY_MS),
  fault({ blurred: true }, 30 * HOUR_MS),
  fault({ moved: true }, 2 * DAY_MS + 9 * HOUR_MS),
  fault({ moved: true }, 6 * DAY_MS),
  fault({ frozen: true }, DAY_MS + 4 * HOUR_MS),
  fault({ frozen: true }, 9 * DAY_MS),
  fault({ dark: true }, 4 * DAY_MS),
  fault({ clockOffsetMs: 17 * MINUTE_MS }, ALWAYS_MS),
  // set wrongly three days ago
  fault({ clockOffsetMs: -17 * MINUTE_MS }, 3 * DAY_MS + HOUR_MS),
  fault({ clockOffsetMs: HOUR_MS }, ALWAYS_MS),
  fault({ clockOffsetMs: -95_000 }, ALWAYS_MS),
  fault({ clockOffsetMs: 7 * MINUTE_MS + 12_000 }, ALWAYS_MS),
  { kind: 'draft' },
  { kind: 'draft' },
  { kind: 'maintenance' },
];

/** Ailments by the camera's index; `isSpared` keeps a camera well. */
export function townAilments(isSpared: (index: number) => boolean): ReadonlyMap<number, Ailment> {
  const shuffled = Array.from({ length: CAMERA_COUNT }, (_, index) => index)
    .filter((index) => !isSpared(index))
    .map((index) => ({ index, key: seededFraction(118, index) }))
    .toSorted((a, b) => a.key - b.key);
  return new Map([...AT_MARKET, ...ELSEWHERE.map((ailment, nth): [number, Ailment] => [shuffled[nth]!.index, ailment])]);
}
