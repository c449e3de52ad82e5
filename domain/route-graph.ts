import { lineLengthM, nearestToOrigin, partOfLine, stretchesInDisc, type PlaneLine, type Stretch } from './plane-line.ts';
import type { LocalPlane } from './local-plane.ts';
import { PATH_UNITS_PER_DEGREE, type RoadPath } from './road-path.ts';

/** A piece of road between two nodes, by their numbers. One can go both ways. */
export interface RouteEdge {
  readonly from: number;
  readonly to: number;
  /** What going along it counts: its length, or 0 within the place where all begins. */
  readonly costM: number;
  readonly line: PlaneLine;
  readonly name: string | null;
}

/** The roads around a place, and where on them one may begin. */
export interface RouteGraph {
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

interface RawEdge {
  readonly from: number;
  readonly to: number;
  readonly line: PlaneLine;
  readonly name: string | null;
}

/** Numbers the ends of pieces: those that are one point get one number. */
function createNodeBook(): { numberOf(lon: number, lat: number): number; add(): number; count(): number } {
  const known = new Map<number, number>();
  let count = 0;
  return {
    numberOf(lon, lat) {
      // the pieces lie within some km: the remainders of a few degrees tell them apart
      const key = (lon % (8 * PATH_UNITS_PER_DEGREE)) * 2 ** 24 + (lat % (8 * PATH_UNITS_PER_DEGREE));
      const found = known.get(key);
      if (found !== undefined) return found;
      known.set(key, count);
      return count++;
    },
    add: () => count++,
    count: () => count,
  };
}

/** Cuts an edge where a stretch begins and ends; the parts in the stretch cost nothing. */
function cutEdge(edge: RawEdge, inside: readonly Stretch[], addNode: () => number): RouteEdge[] {
  const lengthM = lineLengthM(edge.line);
  const marks = inside.flatMap(({ fromM, toM }) => [fromM, toM]).filter((atM) => atM > 0 && atM < lengthM);
  const ends = [0, ...marks, lengthM];
  const parts: RouteEdge[] = [];
  let from = edge.from;
  for (let end = 1; end < ends.length; end++) {
    const [fromM, toM] = [ends[end - 1]!, ends[end]!];
    const to = end === ends.length - 1 ? edge.to : addNode();
    const isInside = inside.some((stretch) => stretch.fromM <= fromM && toM <= stretch.toM);
    parts.push({ from, to, name: edge.name, line: ends.length === 2 ? edge.line : partOfLine(edge.line, { fromM, toM }), costM: isInside ? 0 : toM - fromM });
    from = to;
  }
  return parts;
}

/**
 * The roads around the origin of `plane` as a graph. One may begin anywhere on a road within `radiusM` of it; without such a road, at the nearest point of one that is no
 * more than 150 m from that disc, and what lies between counts as gone. Undefined when there is none: nothing is known of the roads there.
 */
export function buildRouteGraph(pieces: readonly NamedPiece[], plane: LocalPlane, radiusM: number): RouteGraph | undefined {
  const book = createNodeBook();
  const raw: RawEdge[] = pieces.map(({ name, path }) => ({
    from: book.numberOf(path[0]!, path[1]!),
    to: book.numberOf(path.at(-2)!, path.at(-1)!),
    line: plane.lineOf(path),
    name,
  }));
  const discM = Math.max(LEAST_RADIUS_M, radiusM);
  const insides = raw.map(({ line }) => stretchesInDisc(line, discM));
  const hasRoad = insides.some((inside) => inside.length > 0);
  if (!hasRoad) return withNearest(raw, discM, book);
  const starts = new Set<number>();
  const edges = raw.flatMap((edge, index) => {
    const parts = insides[index]!.length === 0 ? [whole(edge)] : cutEdge(edge, insides[index]!, book.add);
    for (const part of parts) if (part.costM === 0) starts.add(part.from).add(part.to);
    return parts;
  });
  return { nodeCount: book.count(), edges, starts: [...starts].map((node) => ({ node, awayM: 0 })) };
}

function whole(edge: RawEdge): RouteEdge {
  return { ...edge, costM: lineLengthM(edge.line) };
}

function withNearest(raw: readonly RawEdge[], discM: number, book: { add(): number; count(): number }): RouteGraph | undefined {
  let best = { index: -1, alongM: 0, awayM: Infinity };
  for (const [index, { line }] of raw.entries()) {
    const near = nearestToOrigin(line);
    if (near.awayM < best.awayM) best = { index, ...near };
  }
  if (best.awayM > discM + MOST_TO_ROAD_M) return undefined;
  const edges = raw.flatMap((edge, index) => (index === best.index ? cutEdge(edge, [{ fromM: best.alongM, toM: best.alongM }], book.add) : [whole(edge)]));
  const cut = raw[best.index]!;
  const lengthM = lineLengthM(cut.line);
  const node = best.alongM <= 0 ? cut.from : best.alongM >= lengthM ? cut.to : book.count() - 1;
  return { nodeCount: book.count(), edges, starts: [{ node, awayM: best.awayM - discM }] };
}
