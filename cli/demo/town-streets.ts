import { seededFraction } from '../../camera-adapters/simulated/seeded-random.ts';
import type { LonLat } from '../../domain/geojson.ts';
import { gridPoint, TOWN_GRID } from './town-layout.ts';
import { directionTo, moved, toLonLat, type TownPoint } from './town-plane.ts';

/** Streets from west to east lie at these `v` of the grid, streets from south to north at {@link AVENUE_AT}. None runs along a border. */
const STREET_AT = [0.3, 0.7, 1.2, 1.5, 1.8, 2.3, 2.7] as const;
const AVENUE_AT = Array.from({ length: TOWN_GRID.columns }, (_, column) => [column + 0.28, column + 0.73]).flat();
const STREET_NAMES = ['Suối Đá', 'Hoa Sim', 'Bạch Đàn', 'Quốc lộ 27', 'Dã Quỳ', 'Hồ Xanh', 'Đồi Chè'] as const;
const AVENUE_NAMES = [
  'Thông Reo',
  'Đất Đỏ',
  'Hoa Mai',
  'Phượng Vĩ',
  'Hoa Đào',
  'Cà Phê',
  'Dâu Tằm',
  'Bằng Lăng',
  'Mimosa',
  'Lúa Vàng',
  'Mắc Ca',
  'Hướng Dương',
  'Chè Xanh',
  'Cầu Mới',
] as const;

/** Row of the main road, which runs through the whole town. */
export const MAIN_ROW = 3;
const SECOND_ROWS: ReadonlySet<number> = new Set([1, 5]);
const SECOND_COLUMNS: ReadonlySet<number> = new Set([3, 7, 10]);
const SAMPLE_STEP = 0.08;
/** How far a street goes on beyond its outermost junction, in cells. */
const STUB = 0.16;

/** The four ways out of a junction; `left` is north when one looks east. */
export type Way = 'east' | 'north' | 'west' | 'south';
export const WAYS: readonly Way[] = ['east', 'north', 'west', 'south'];

/** Where two streets meet. */
export interface TownJunction {
  /** 0 to 13 from the west, 0 to 6 from the south. */
  readonly column: number;
  readonly row: number;
  readonly at: TownPoint;
  /** Unit vectors along the streets that leave here; a way that is missing makes it a three-way junction. */
  readonly ways: ReadonlyMap<Way, TownPoint>;
  readonly streetName: string;
  readonly avenueName: string;
}

/** A street without gaps, for the map. */
export interface TownRoad {
  readonly name: string;
  /** As OpenStreetMap classes them. */
  readonly kind: 'primary' | 'tertiary' | 'residential';
  readonly path: readonly LonLat[];
}

/** A stretch of street between two junctions. */
export interface StreetPiece {
  readonly from: TownPoint;
  readonly to: TownPoint;
  readonly isMain: boolean;
  /** Along the grid's `u` (a street) or its `v` (an avenue). */
  readonly isStreet: boolean;
}

const COLUMNS = AVENUE_AT.length;
const ROWS = STREET_AT.length;
const isInside = (column: number, row: number): boolean => column >= 0 && column < COLUMNS && row >= 0 && row < ROWS;

/** Whether the avenue of `column` is interrupted between `row` and the next one. Only every other row may be cut, so that no junction loses two ways. */
function isCut(column: number, row: number): boolean {
  return (
    isInside(column, row) &&
    isInside(column, row + 1) &&
    (row + column) % 2 === 0 &&
    !(row === MAIN_ROW && column === COLUMNS / 2) &&
    seededFraction(27, column, row) < 0.42
  );
}

const pointAt = (column: number, row: number): TownPoint => gridPoint(AVENUE_AT[column]!, STREET_AT[row]!);

function waysOf(column: number, row: number): Map<Way, TownPoint> {
  const [u, v] = [AVENUE_AT[column]!, STREET_AT[row]!];
  const here = gridPoint(u, v);
  const ways = new Map<Way, TownPoint>();
  ways.set('east', directionTo(here, gridPoint(u + SAMPLE_STEP, v)));
  ways.set('west', directionTo(here, gridPoint(u - SAMPLE_STEP, v)));
  if (!isCut(column, row)) ways.set('north', directionTo(here, gridPoint(u, v + SAMPLE_STEP)));
  if (!isCut(column, row - 1)) ways.set('south', directionTo(here, gridPoint(u, v - SAMPLE_STEP)));
  return ways;
}

/** The junction of an avenue (0 to 13 from the west) and a street (0 to 6 from the south). */
export function townJunction(column: number, row: number): TownJunction {
  return { column, row, at: pointAt(column, row), ways: waysOf(column, row), streetName: STREET_NAMES[row]!, avenueName: AVENUE_NAMES[column]! };
}

/** A street with a point at each of its `junctions` as well, so that the streets that meet there share it. */
function sampled(from: number, to: number, junctions: readonly number[], pointOf: (at: number) => TownPoint): LonLat[] {
  const steps = Math.ceil((to - from) / SAMPLE_STEP);
  const regular = Array.from({ length: steps + 1 }, (_, step) => from + ((to - from) * step) / steps);
  const inside = junctions.filter((at) => at >= from && at <= to);
  const ats = [...regular.filter((at) => inside.every((junction) => Math.abs(junction - at) > SAMPLE_STEP / 10)), ...inside].toSorted((a, b) => a - b);
  return ats.map((at) => toLonLat(pointOf(at)));
}

/** Stretches of `v` along which an avenue runs without interruption. */
function avenueRuns(column: number): [from: number, to: number][] {
  const runs: [number, number][] = [];
  let from = STREET_AT[0] - STUB;
  for (let row = 0; row < ROWS; row++) {
    const isLast = row === ROWS - 1;
    if (!isLast && !isCut(column, row)) continue;
    const to = isLast ? STREET_AT[row]! + STUB : STREET_AT[row]!;
    if (to > from) runs.push([from, to]);
    if (!isLast) from = STREET_AT[row + 1]!;
  }
  return runs;
}

/** All streets, for the map. */
export function townRoads(): TownRoad[] {
  const streets = STREET_AT.map((v, row): TownRoad => {
    const kind = row === MAIN_ROW ? 'primary' : SECOND_ROWS.has(row) ? 'tertiary' : 'residential';
    const reach = row === MAIN_ROW ? 1.2 : STUB;
    return { name: named(STREET_NAMES[row]!), kind, path: sampled(AVENUE_AT[0]! - reach, AVENUE_AT[COLUMNS - 1]! + reach, AVENUE_AT, (u) => gridPoint(u, v)) };
  });
  const avenues = AVENUE_AT.flatMap((u, column) =>
    avenueRuns(column).map(([from, to]): TownRoad => ({
      name: named(AVENUE_NAMES[column]!),
      kind: SECOND_COLUMNS.has(column) ? 'tertiary' : 'residential',
      path: sampled(from, to, STREET_AT, (v) => gridPoint(u, v)),
    })),
  );
  return [...streets, ...avenues];
}

function named(name: string): string {
  return name.startsWith('Quốc lộ') ? name : `Đường ${name}`;
}

/** Stretches between neighbouring junctions, as straight lines short enough to build houses along. */
export function streetPieces(): StreetPiece[] {
  const pieces: StreetPiece[] = [];
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      if (column + 1 < COLUMNS) pieces.push({ from: pointAt(column, row), to: pointAt(column + 1, row), isMain: row === MAIN_ROW, isStreet: true });
      if (row + 1 < ROWS && !isCut(column, row)) pieces.push({ from: pointAt(column, row), to: pointAt(column, row + 1), isMain: false, isStreet: false });
    }
  }
  return pieces;
}

/** A place on the street that leaves `junction` by `way`, `distanceM` away from the crossing (at most about 60 m: the street is taken as straight). */
export function alongWay(junction: TownJunction, way: Way, distanceM: number): TownPoint | undefined {
  const direction = junction.ways.get(way);
  return direction && moved(junction.at, direction, distanceM);
}
