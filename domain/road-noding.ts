import { createSegmentGrid, type GridSegment } from './segment-grid.ts';
import type { RoadPath } from './road-path.ts';
import { isPassable, type Road } from './road.ts';

/** An end that lies no further than this from another road of its level, in metres on the ground (about), belongs to it. */
const SNAP_UNITS = 9;
/** Crossed by bridges only, whether or not the file says so. */
const SEPARATED_KINDS: ReadonlySet<string> = new Set(['motorway', 'motorway_link']);
type Cut = { readonly segment: number; readonly along: number; readonly x: number; readonly y: number };

/**
 * Cuts `targets` into pieces where they meet another road of `targets` or `others`, or themselves: at points that two share, at crossings of one level, and where the end
 * of one lies within about 1 m of another. Returns the pieces of each target by its id, in its direction; the result for a road depends only on the roads that touch it.
 */
export function nodeRoads(targets: readonly Road[], others: readonly Road[]): Map<number, RoadPath[]> {
  const all = [...targets, ...others].filter((road) => road.path.length >= 4 && isPassable(road.kind));
  const shared = sharedPoints(all);
  const grid = createSegmentGrid(all);
  const ids = new Set(targets.map((road) => road.id));
  return new Map(all.filter((road) => ids.has(road.id)).map((road) => [road.id, piecesOf(road, shared, cutsOf(road, grid))]));
}

function pointKey(x: number, y: number): number {
  // 29 bits of longitude times 28 of latitude would not fit: the rest of a degree and its number do, apart
  return (x + 180_000_000) * 2 ** 24 + ((y + 90_000_000) % 2 ** 24);
}

/** Points that come twice, in two roads or in one. */
function sharedPoints(roads: readonly Road[]): Set<number> {
  const [once, twice] = [new Set<number>(), new Set<number>()];
  for (const { path } of roads) {
    for (let at = 0; at < path.length; at += 2) {
      const key = pointKey(path[at]!, path[at + 1]!);
      if (once.has(key)) twice.add(key);
      else once.add(key);
    }
  }
  return twice;
}

function cutsOf(road: Road, grid: (segment: GridSegment) => Iterable<GridSegment>): Cut[] {
  const cuts: Cut[] = [];
  for (let segment = 0; segment * 2 + 3 < road.path.length; segment++) {
    const own: GridSegment = { road, segment };
    for (const other of grid(own)) {
      if (other.road.level !== road.level) continue;
      const crossing = crossingOf(own, other);
      if (crossing !== undefined && !SEPARATED_KINDS.has(road.kind) && !SEPARATED_KINDS.has(other.road.kind)) cuts.push({ segment, ...crossing });
      if (other.road !== road) cuts.push(...endsNear(own, other).map((cut) => ({ segment, ...cut })));
    }
  }
  return cuts;
}

function coordinatesOf({ road: { path }, segment }: GridSegment): [number, number, number, number] {
  return [path[2 * segment]!, path[2 * segment + 1]!, path[2 * segment + 2]!, path[2 * segment + 3]!];
}

/** Where two segments cross inside both; the point is the same whichever is asked first. */
function crossingOf(own: GridSegment, other: GridSegment): Omit<Cut, 'segment'> | undefined {
  const isFirst = own.road.id - other.road.id || own.segment - other.segment;
  const [a, b] = isFirst < 0 ? [coordinatesOf(own), coordinatesOf(other)] : [coordinatesOf(other), coordinatesOf(own)];
  const [ax, ay, bx, by] = [a[2] - a[0], a[3] - a[1], b[2] - b[0], b[3] - b[1]];
  const cross = ax * by - ay * bx;
  if (cross === 0) return undefined;
  const onA = ((b[0] - a[0]) * by - (b[1] - a[1]) * bx) / cross;
  const onB = ((b[0] - a[0]) * ay - (b[1] - a[1]) * ax) / cross;
  if (onA <= 0 || onA >= 1 || onB <= 0 || onB >= 1) return undefined;
  return { along: isFirst < 0 ? onA : onB, x: Math.round(a[0] + ax * onA), y: Math.round(a[1] + ay * onA) };
}

/** Ends of another road that lie on this segment or hardly beside it. */
function endsNear(own: GridSegment, other: GridSegment): Omit<Cut, 'segment'>[] {
  const { path } = other.road;
  const ends = [
    ...(other.segment === 0 ? [[path[0]!, path[1]!] as const] : []),
    ...(other.segment * 2 + 4 === path.length ? [[path.at(-2)!, path.at(-1)!] as const] : []),
  ];
  const [x0, y0, x1, y1] = coordinatesOf(own);
  const [dx, dy] = [x1 - x0, y1 - y0];
  const squared = dx * dx + dy * dy;
  return ends.flatMap(([x, y]) => {
    const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / squared));
    const apart = Math.hypot(x - x0 - dx * along, y - y0 - dy * along);
    return apart <= SNAP_UNITS ? [{ along, x, y }] : [];
  });
}

function piecesOf({ path }: Road, shared: ReadonlySet<number>, cuts: readonly Cut[]): RoadPath[] {
  const pieces: RoadPath[] = [];
  const ordered = cuts.toSorted((a, b) => a.segment - b.segment || a.along - b.along);
  let next = 0;
  let piece: number[] = [path[0]!, path[1]!];
  const go = (x: number, y: number, isNode: boolean): void => {
    const moves = piece.at(-2) !== x || piece.at(-1) !== y;
    if (moves) piece.push(x, y);
    if (!isNode || piece.length < 4) return;
    pieces.push(piece);
    piece = [x, y];
  };
  for (let at = 2; at < path.length; at += 2) {
    for (; ordered[next]?.segment === at / 2 - 1; next++) go(ordered[next]!.x, ordered[next]!.y, true);
    go(path[at]!, path[at + 1]!, at + 2 === path.length || shared.has(pointKey(path[at]!, path[at + 1]!)));
  }
  return pieces;
}
