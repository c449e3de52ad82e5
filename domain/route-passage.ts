import { stretchesInPolygon, type PlaneBox, type PlaneLine } from './plane-line.ts';
import { edgeLine, type RouteEdge, type RouteGraph } from './route-graph.ts';
import { distancesOver, roadsTo, type RouteReach } from './route-reach.ts';

/** What a camera sees, on the plane of the graph: rings, the inner ones are holes. */
export interface SeenArea {
  readonly rings: readonly PlaneLine[];
}

/** Where one can pass through what a camera sees. */
export interface RoutePassage {
  /** Along the roads, to where one first comes into view and to the furthest point in view that is still within the limit. */
  readonly nearM: number;
  readonly farM: number;
  /** Roads taken on the shortest way; null has no name. */
  readonly roads: readonly (string | null)[];
}

const CELL_M = 200;

function boxOf(lines: readonly PlaneLine[]): PlaneBox {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines) {
    for (let at = 0; at < line.length; at += 2) {
      const [x, y] = [line[at]!, line[at + 1]!];
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < south) south = y;
      if (y > north) north = y;
    }
  }
  return [west, south, east, north];
}

function overlaps(a: PlaneBox, b: PlaneBox): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/** An index of boxes by cells of 200 m, as far as `limitM` to each side: `near` tells of each that overlaps, some of them more than once. */
function createBoxIndex(boxes: readonly PlaneBox[], limitM: number): { near(box: PlaneBox, tell: (index: number) => void): void } {
  const columns = 2 * Math.ceil(limitM / CELL_M) + 2;
  const cells: (number[] | undefined)[] = [];
  const cell = (m: number): number => Math.floor((Math.min(limitM, Math.max(-limitM, m)) + limitM) / CELL_M);
  const visit = ([west, south, east, north]: PlaneBox, at: (cell: number) => void): void => {
    for (let x = cell(west); x <= cell(east); x++) for (let y = cell(south); y <= cell(north); y++) at(x * columns + y);
  };
  for (const [index, box] of boxes.entries()) visit(box, (at) => (cells[at] ??= []).push(index));
  return {
    near: (box, tell) =>
      visit(box, (at) => {
        for (const index of cells[at] ?? []) if (overlaps(box, boxes[index]!)) tell(index);
      }),
  };
}

interface Nearest {
  nearM: number;
  farM: number;
  edge: RouteEdge;
}

/** For each area the way by which it is passed; undefined where it isn't within the limit. In the order of `areas`. */
export function findPassages(graph: RouteGraph, reach: RouteReach, areas: readonly SeenArea[]): (RoutePassage | undefined)[] {
  const boxes = areas.map(({ rings }) => boxOf(rings));
  const found: (Nearest | undefined)[] = areas.map(() => undefined);
  // straight is never longer than along the roads, so nothing within reach lies outside this square; what begins off the roads adds its little
  const index = createBoxIndex(boxes, reach.limitM + 10_000);
  for (const edge of graph.edges) {
    if (Math.min(reach.distanceM[edge.from]!, reach.distanceM[edge.to]!) > reach.limitM) continue;
    let line: PlaneLine | undefined;
    index.near(graph.plane.boxOf(edge.path), (area) => {
      line ??= edgeLine(graph, edge);
      found[area] = nearer(found[area], passOf(reach, edge, line, areas[area]!), edge);
    });
  }
  return found.map((passage) => passage && { nearM: passage.nearM, farM: passage.farM, roads: roadsTo(graph, reach, passage.edge) });
}

function passOf(reach: RouteReach, edge: RouteEdge, line: PlaneLine, { rings }: SeenArea): { nearM: number; farM: number } | undefined {
  let whole: { nearM: number; farM: number } | undefined;
  for (const stretch of stretchesInPolygon(line, rings)) {
    const part = distancesOver(reach, edge, stretch);
    if (part !== undefined) whole = { nearM: Math.min(part.nearM, whole?.nearM ?? Infinity), farM: Math.max(part.farM, whole?.farM ?? 0) };
  }
  return whole;
}

function nearer(known: Nearest | undefined, part: { nearM: number; farM: number } | undefined, edge: RouteEdge): Nearest | undefined {
  if (part === undefined) return known;
  if (known === undefined) return { ...part, edge };
  return { nearM: Math.min(known.nearM, part.nearM), farM: Math.max(known.farM, part.farM), edge: part.nearM < known.nearM ? edge : known.edge };
}
