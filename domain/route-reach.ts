import type { RouteEdge, RouteGraph } from './route-graph.ts';
import type { Stretch } from './plane-line.ts';

/** How far each node is from where one may begin, along the roads and no further than a limit; `Infinity` beyond it. */
export interface RouteReach {
  readonly limitM: number;
  readonly distanceM: Float64Array;
  /** The edge by which each node is reached first; -1 at a beginning. */
  readonly by: Int32Array;
}

interface Waiting {
  readonly node: number;
  readonly distanceM: number;
}

/** A binary heap, nearest first. */
function createQueue(): { push(entry: Waiting): void; pop(): Waiting | undefined } {
  const heap: Waiting[] = [];
  const isBefore = (a: number, b: number): boolean => heap[a]!.distanceM < heap[b]!.distanceM;
  const swap = (a: number, b: number): void => {
    const kept = heap[a]!;
    heap[a] = heap[b]!;
    heap[b] = kept;
  };
  return {
    push(entry) {
      heap.push(entry);
      for (let at = heap.length - 1; at > 0 && isBefore(at, (at - 1) >> 1); at = (at - 1) >> 1) swap(at, (at - 1) >> 1);
    },
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return first;
      heap[0] = last;
      for (let at = 0; ;) {
        let least = at;
        for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && isBefore(child, least)) least = child;
        if (least === at) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}

/** Which edges leave each node: those of node n stand in `edges` from `first[n]` to `first[n + 1]`. */
function adjacency({ nodeCount, edges }: RouteGraph): { first: Int32Array; leaving: Int32Array } {
  const first = new Int32Array(nodeCount + 2);
  for (const { from, to } of edges) {
    first[from + 2]!++;
    first[to + 2]!++;
  }
  for (let node = 2; node < first.length; node++) first[node]! += first[node - 1]!;
  const leaving = new Int32Array(2 * edges.length);
  for (const [index, { from, to }] of edges.entries()) {
    leaving[first[from + 1]!++] = index;
    leaving[first[to + 1]!++] = index;
  }
  return { first, leaving };
}

/** Shortest ways from all beginnings at once (Dijkstra), as far as `limitM`. */
export function reachWithin(graph: RouteGraph, limitM: number): RouteReach {
  const { first, leaving } = adjacency(graph);
  const distanceM = new Float64Array(graph.nodeCount).fill(Infinity);
  const by = new Int32Array(graph.nodeCount).fill(-1);
  const queue = createQueue();
  const reach = (node: number, atM: number, edge: number): void => {
    if (atM > limitM || atM >= distanceM[node]!) return;
    distanceM[node] = atM;
    by[node] = edge;
    queue.push({ node, distanceM: atM });
  };
  for (const { node, awayM } of graph.starts) reach(node, awayM, -1);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next.distanceM > distanceM[next.node]!) continue;
    for (let at = first[next.node]!; at < first[next.node + 1]!; at++) {
      const edge = graph.edges[leaving[at]!]!;
      reach(edge.from === next.node ? edge.to : edge.from, next.distanceM + edge.costM, leaving[at]!);
    }
  }
  return { limitM, distanceM, by };
}

/** The parts of an edge that are within the limit: none, one, or one from each end. */
export function reachedParts(reach: RouteReach, edge: RouteEdge): Stretch[] {
  const [fromM, toM] = [reach.limitM - reach.distanceM[edge.from]!, reach.limitM - reach.distanceM[edge.to]!];
  if (fromM < 0 && toM < 0) return [];
  if (Math.max(0, fromM) + Math.max(0, toM) >= edge.costM) return [{ fromM: 0, toM: Infinity }];
  return [...(fromM > 0 ? [{ fromM: 0, toM: fromM }] : []), ...(toM > 0 ? [{ fromM: edge.costM - toM, toM: Infinity }] : [])];
}

/** How near and how far the points of a stretch of an edge are, along the roads; undefined beyond the limit. */
export function distancesOver(reach: RouteReach, edge: RouteEdge, { fromM, toM }: Stretch): { readonly nearM: number; readonly farM: number } | undefined {
  const [d0, d1] = [reach.distanceM[edge.from]!, reach.distanceM[edge.to]!];
  const at = (alongM: number): number => (edge.costM === 0 ? Math.min(d0, d1) : Math.min(d0 + alongM, d1 + edge.costM - alongM));
  // a hair below 0 by rounding would be before the incident
  const nearM = Math.max(0, Math.min(at(fromM), at(toM)));
  if (nearM > reach.limitM) return undefined;
  // from both ends the way grows until it meets the other
  const peakM = (d1 + edge.costM - d0) / 2;
  const farM = peakM > fromM && peakM < toM ? at(peakM) : Math.max(at(fromM), at(toM));
  return { nearM, farM: Math.max(nearM, Math.min(farM, reach.limitM)) };
}

/** Names of the roads from a beginning to an edge, each once where it goes on; null stands for roads without a name. */
export function roadsTo(graph: RouteGraph, reach: RouteReach, edge: RouteEdge): (string | null)[] {
  const names: (string | null)[] = [edge.name];
  let node = reach.distanceM[edge.from]! <= reach.distanceM[edge.to]! ? edge.from : edge.to;
  for (let index = reach.by[node]!; index >= 0; index = reach.by[node]!) {
    const before = graph.edges[index]!;
    if (before.name !== names.at(-1)) names.push(before.name);
    node = before.from === node ? before.to : before.from;
  }
  return names.toReversed();
}
