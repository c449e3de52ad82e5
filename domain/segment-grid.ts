import type { Road } from './road.ts';

/** One straight stretch of a road, from its point number `segment` to the next. */
export interface GridSegment {
  readonly road: Road;
  readonly segment: number;
}

/** About 110 m: most segments of a town lie in one or two cells. */
const CELL_UNITS = 1000;
/** Ends that lie hardly beside a cell still belong to it. */
const MARGIN_UNITS = 10;
const ROWS = 200_000;

function cellsOf({ road: { path }, segment }: GridSegment): number[] {
  const at = 2 * segment;
  const [x0, y0, x1, y1] = [path[at]!, path[at + 1]!, path[at + 2]!, path[at + 3]!];
  const cell = (units: number): number => Math.floor(units / CELL_UNITS);
  const cells: number[] = [];
  for (let x = cell(Math.min(x0, x1) - MARGIN_UNITS); x <= cell(Math.max(x0, x1) + MARGIN_UNITS); x++) {
    for (let y = cell(Math.min(y0, y1) - MARGIN_UNITS); y <= cell(Math.max(y0, y1) + MARGIN_UNITS); y++) cells.push(x * ROWS + y);
  }
  return cells;
}

/** An index of all segments of some roads: the function returned gives those that may touch a segment, itself left out, each once. */
export function createSegmentGrid(roads: readonly Road[]): (segment: GridSegment) => Iterable<GridSegment> {
  const cells = new Map<number, GridSegment[]>();
  for (const road of roads) {
    for (let segment = 0; segment * 2 + 3 < road.path.length; segment++) {
      const entry = { road, segment };
      for (const cell of cellsOf(entry)) {
        const held = cells.get(cell);
        if (held === undefined) cells.set(cell, [entry]);
        else held.push(entry);
      }
    }
  }
  return (own) => {
    const found = new Set<GridSegment>();
    for (const cell of cellsOf(own)) {
      for (const entry of cells.get(cell) ?? []) if (entry.road !== own.road || entry.segment !== own.segment) found.add(entry);
    }
    return found;
  };
}
