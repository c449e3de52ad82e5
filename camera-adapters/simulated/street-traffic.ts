import type { Rgb } from './raster.ts';
import type { ScenePen } from './scene-pen.ts';
import { seededFraction } from './seeded-random.ts';
import { STREET } from './street-plan.ts';

/** Kinds of passers-by. They are plain shapes: nobody has a face, nothing has a number plate. */
type PasserKind = 'car' | 'truck' | 'motorbike' | 'person';

interface Lane {
  /** Ground line, in scene units. */
  readonly y: number;
  /** +1 to the right. */
  readonly direction: 1 | -1;
  readonly unitsPerSecond: number;
  /** Size of figures, for what is nearer is larger. */
  readonly size: number;
  readonly slots: number;
  readonly kinds: readonly PasserKind[];
}

const VEHICLES: readonly PasserKind[] = ['motorbike', 'motorbike', 'motorbike', 'car', 'car', 'truck'];

const LANES: readonly Lane[] = [
  { y: STREET.roadTop - 6, direction: 1, unitsPerSecond: 18, size: 0.8, slots: 3, kinds: ['person'] },
  { y: STREET.roadTop + 32, direction: -1, unitsPerSecond: 90, size: 0.85, slots: 4, kinds: VEHICLES },
  { y: STREET.roadBottom - 6, direction: 1, unitsPerSecond: 110, size: 1.1, slots: 4, kinds: VEHICLES },
  { y: STREET.roadBottom + 24, direction: -1, unitsPerSecond: 22, size: 1.15, slots: 3, kinds: ['person'] },
];

const PAINTS: readonly Rgb[] = [
  [190, 40, 40],
  [40, 70, 150],
  [225, 225, 225],
  [60, 60, 64],
  [205, 165, 50],
  [70, 120, 90],
  [150, 150, 156],
];

/** The path of every passer-by is this long; it begins and ends far outside the picture. */
const PATH = 1500;
const PATH_START = -430;

/** Draws who passes at an instant. Where each one is follows from seed and time alone. */
export function drawTraffic(pen: ScenePen, seed: number, atMs: number, day: number): void {
  for (const [laneIndex, lane] of LANES.entries()) {
    for (let slot = 0; slot < lane.slots; slot++) drawSlot(pen, lane, [seed, laneIndex, slot], atMs, day);
  }
}

/** A slot is used again and again, each time by somebody else or by nobody. */
function drawSlot(pen: ScenePen, lane: Lane, key: readonly [number, number, number], atMs: number, day: number): void {
  const periodMs = (PATH / lane.unitsPerSecond) * 1000 * (0.9 + 0.2 * seededFraction(...key, 1));
  const turns = atMs / periodMs + key[2] / lane.slots + seededFraction(...key, 2) * 0.2;
  const turn = Math.floor(turns);
  if (seededFraction(...key, turn, 3) > 0.35 + 0.55 * day) return;
  const along = PATH_START + (turns - turn) * PATH;
  const x = lane.direction === 1 ? along : 640 - along;
  const kind = lane.kinds[Math.floor(seededFraction(...key, turn, 4) * lane.kinds.length)] ?? 'person';
  const paint = PAINTS[Math.floor(seededFraction(...key, turn, 5) * PAINTS.length)] ?? [128, 128, 128];
  FIGURES[kind](shapesAt(pen, x, lane), paint, atMs);
}

/** Draws in the figure's own measure: x forward from its middle, y up from the ground. */
interface FigurePen {
  box(x: number, y: number, width: number, height: number, color: Rgb): void;
  disc(x: number, y: number, radius: number, color: Rgb): void;
}

function shapesAt(pen: ScenePen, centreX: number, lane: Lane): FigurePen {
  const { size, direction, y: ground } = lane;
  return {
    box: (x, y, width, height, color) =>
      pen.rect(centreX + (direction === 1 ? x : -x - width) * size, ground - (y + height) * size, width * size, height * size, color),
    disc: (x, y, radius, color) => pen.disc(centreX + x * direction * size, ground - y * size, radius * size, color),
  };
}

const TYRE: Rgb = [30, 30, 32];
const GLASS: Rgb = [70, 90, 104];
const SKIN: Rgb = [186, 146, 116];

const FIGURES: Readonly<Record<PasserKind, (pen: FigurePen, paint: Rgb, atMs: number) => void>> = {
  car(pen, paint) {
    pen.box(-34, 6, 68, 13, paint);
    pen.box(-20, 19, 36, 11, paint);
    pen.box(-17, 20, 14, 8, GLASS);
    pen.box(0, 20, 13, 8, GLASS);
    pen.disc(-20, 6, 6, TYRE);
    pen.disc(20, 6, 6, TYRE);
  },
  truck(pen, paint) {
    pen.box(-50, 9, 66, 34, mixGrey(paint));
    pen.box(18, 9, 24, 27, paint);
    pen.box(28, 22, 12, 11, GLASS);
    for (const x of [-36, -22, 28]) pen.disc(x, 7, 7, TYRE);
  },
  motorbike(pen, paint) {
    pen.disc(-12, 6, 6, TYRE);
    pen.disc(12, 6, 6, TYRE);
    pen.box(-12, 8, 24, 7, paint);
    pen.box(-7, 15, 9, 16, [paint[2], paint[0], paint[1]]);
    pen.disc(-1, 35, 5, [paint[1], paint[2], paint[0]]);
  },
  person(pen, paint, atMs) {
    const stride = Math.floor(atMs / 400) % 2 === 0 ? 3 : 0;
    pen.box(-3 - stride, 0, 3, 14, [50, 52, 70]);
    pen.box(stride, 0, 3, 14, [50, 52, 70]);
    pen.box(-4, 14, 8, 15, paint);
    pen.disc(0, 33, 4, SKIN);
  },
};

function mixGrey(paint: Rgb): Rgb {
  return [(paint[0] + 400) / 3, (paint[1] + 400) / 3, (paint[2] + 400) / 3];
}
