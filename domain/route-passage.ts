import { stretchesInPolygon, type PlaneLine } from './plane-line.ts';
import type { RouteEdge, RouteGraph } from './route-graph.ts';
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

type Box = [west: number, south: number, east: number, north: number];

const CELL_M = 200;

function boxOf(lines: readonly PlaneLine[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines) {
    for (let at = 0; at < line.length; at += 2) {
      box[0] = Math.min(box[0], line[at]!);
      box[1] = Math.min(box[1], line[at + 1]!);
      box[2] = Math.max(box[2], line[at]!);
      box[3] = Math.max(box[3], line[at + 1]!);
    }
  }
  return box;
}

function overlaps(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

function cellsOf([west, south, east, north]: Box, limitM: number): string[] {
  const cell = (m: number): number => Math.floor(Math.min(limitM, Math.max(-limitM, m)) / CELL_M);
  const cells: string[] = [];
  for (let x = cell(west); x <= cell(east); x++) for (let y = cell(south); y <= cell(north); y++) cells.push(`${x},${y}`);
  return cells;
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
  const squareM = reach.limitM + 10_000;
  const cells = new Map<string, number[]>();
  for (const [index, box] of boxes.entries())
    for (const cell of cellsOf(box, squareM)) {
      const held = cells.get(cell);
      if (held === undefined) cells.set(cell, [index]);
      else held.push(index);
    }
  for (const edge of graph.edges) {
    if (Math.min(reach.distanceM[edge.from]!, reach.distanceM[edge.to]!) > reach.limitM) continue;
    const box = boxOf([edge.line]);
    const near = new Set(cellsOf(box, squareM).flatMap((cell) => cells.get(cell) ?? []));
    for (const index of near) {
      if (!overlaps(box, boxes[index]!)) continue;
      found[index] = nearer(found[index], passOf(reach, edge, areas[index]!), edge);
    }
  }
  return found.map((passage) => passage && { nearM: passage.nearM, farM: passage.farM, roads: roadsTo(graph, reach, passage.edge) });
}

function passOf(reach: RouteReach, edge: RouteEdge, { rings }: SeenArea): { nearM: number; farM: number } | undefined {
  let whole: { nearM: number; farM: number } | undefined;
  for (const stretch of stretchesInPolygon(edge.line, rings)) {
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
