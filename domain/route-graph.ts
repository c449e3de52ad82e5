import { lineLengthM, nearestToOrigin, partOfLine, stretchesInDisc, type PlaneLine, type Stretch } from './plane-line.ts';
import type { LocalPlane } from './local-plane.ts';
import { createNodeBook, type NodeBook } from './route-node-book.ts';
import type { RoadPath } from './road-path.ts';

/** A piece of road between two nodes, by their numbers. One can go both ways. */
export interface RouteEdge {
  readonly from: number;
  readonly to: number;
  /** What going along it counts: its length, or 0 within the place where all begins. */
  readonly costM: number;
  readonly name: string | null;
  /** The piece that it is, or that it is a part of. */
  readonly path: RoadPath;
  readonly part: Stretch | null;
}

/** The roads around a place, and where on them one may begin. */
export interface RouteGraph {
  readonly plane: LocalPlane;
  readonly nodeCount: number;
  readonly edges: readonly RouteEdge[];
  /** How far from the place each beginning already is: 0 within it, more when no road leads through it. */
  readonly starts: readonly { readonly node: number; readonly awayM: number }[];
}

/** A place further than this from every road is on none. */
const MOST_TO_ROAD_M = 150;
const LEAST_RADIUS_M = 0.5;

interface NamedPiece {
  readonly name: string | null;
  readonly path: RoadPath;
}

/** The line of an edge on the plane of its graph. Made when it is asked for: most of tens of thousands are never looked at. */
export function edgeLine({ plane }: RouteGraph, { path, part }: RouteEdge): PlaneLine {
  const line = plane.lineOf(path);
  return part === null ? line : partOfLine(line, part);
}

/** Cuts an edge where a stretch begins and ends; the parts in the stretch cost nothing. */
function cutEdge(edge: RouteEdge, lengthM: number, inside: readonly Stretch[], addNode: () => number): RouteEdge[] {
  const marks = inside.flatMap(({ fromM, toM }) => [fromM, toM]).filter((atM) => atM > 0 && atM < lengthM);
  const ends = [0, ...marks, lengthM];
  const parts: RouteEdge[] = [];
  let from = edge.from;
  for (let end = 1; end < ends.length; end++) {
    const [fromM, toM] = [ends[end - 1]!, ends[end]!];
    const to = end === ends.length - 1 ? edge.to : addNode();
    const isInside = inside.some((stretch) => stretch.fromM <= fromM && toM <= stretch.toM);
    parts.push({ ...edge, from, to, part: ends.length === 2 ? null : { fromM, toM }, costM: isInside ? 0 : toM - fromM });
    from = to;
  }
  return parts;
}

function isNearOrigin(plane: LocalPlane, path: RoadPath, withinM: number): boolean {
  const [west, south, east, north] = plane.boxOf(path);
  return west <= withinM && east >= -withinM && south <= withinM && north >= -withinM;
}

/**
 * The roads around the origin of `plane` as a graph. One may begin anywhere on a road within `radiusM` of it; without such a road, at the nearest point of one that is no
 * more than 150 m from that disc, and what lies between counts as gone. Undefined when there is none: nothing is known of the roads there.
 */
export function buildRouteGraph(pieces: readonly NamedPiece[], plane: LocalPlane, radiusM: number): RouteGraph | undefined {
  const book = createNodeBook(2 * pieces.length);
  const discM = Math.max(LEAST_RADIUS_M, radiusM);
  const edges: RouteEdge[] = [];
  const starts = new Set<number>();
  for (const { name, path } of pieces) {
    const [from, to] = [book.numberOf(path[0]!, path[1]!), book.numberOf(path.at(-2)!, path.at(-1)!)];
    const edge: RouteEdge = { from, to, costM: plane.lengthM(path), name, path, part: null };
    const inside = isNearOrigin(plane, path, discM) ? stretchesInDisc(plane.lineOf(path), discM) : [];
    if (inside.length === 0) {
      edges.push(edge);
      continue;
    }
    for (const part of cutEdge(edge, lineLengthM(plane.lineOf(path)), inside, book.add)) {
      edges.push(part);
      if (part.costM === 0) starts.add(part.from).add(part.to);
    }
  }
  if (starts.size === 0) return withNearest(edges, plane, discM, book);
  return { plane, nodeCount: book.count(), edges, starts: [...starts].map((node) => ({ node, awayM: 0 })) };
}

function withNearest(whole: readonly RouteEdge[], plane: LocalPlane, discM: number, book: NodeBook): RouteGraph | undefined {
  let best = { index: -1, alongM: 0, awayM: Infinity };
  for (const [index, { path }] of whole.entries()) {
    if (!isNearOrigin(plane, path, discM + MOST_TO_ROAD_M)) continue;
    const near = nearestToOrigin(plane.lineOf(path));
    if (near.awayM < best.awayM) best = { index, ...near };
  }
  if (best.awayM > discM + MOST_TO_ROAD_M) return undefined;
  const cut = whole[best.index]!;
  const lengthM = lineLengthM(plane.lineOf(cut.path));
  const parts = cutEdge(cut, lengthM, [{ fromM: best.alongM, toM: best.alongM }], book.add);
  const edges = whole.flatMap((edge, index) => (index === best.index ? parts : [edge]));
  const node = best.alongM <= 0 ? cut.from : best.alongM >= lengthM ? cut.to : book.count() - 1;
  return { plane, nodeCount: book.count(), edges, starts: [{ node, awayM: best.awayM - discM }] };
}
