import type { RouteEdge, RouteGraph } from './route-graph.ts';
import type { Stretch } from './plane-line.ts';

/** How far each node is from where one may begin, along the roads and no further than a limit; `Infinity` beyond it. */
export interface RouteReach {
  readonly limitM: number;
  readonly distanceM: Float64Array;
  /** The edge by which each node is reached first; -1 at a beginning. */
  readonly by: Int32Array;
}

/** A binary heap, nearest first: two arrays side by side, and a hole that moves instead of entries that change places. */
function createQueue(): { push(node: number, atM: number): void; pop(): number; readonly isEmpty: boolean } {
  const [nodes, keys]: [number[], number[]] = [[], []];
  const put = (at: number, node: number, key: number): void => {
    nodes[at] = node;
    keys[at] = key;
  };
  const settle = (node: number, key: number): void => {
    let hole = 0;
    for (let child = 1; child < keys.length; child = 2 * hole + 1) {
      if (child + 1 < keys.length && keys[child + 1]! < keys[child]!) child++;
      if (keys[child]! >= key) break;
      put(hole, nodes[child]!, keys[child]!);
      hole = child;
    }
    put(hole, node, key);
  };
  return {
    push(node, key) {
      let hole = keys.length;
      for (let parent = (hole - 1) >> 1; hole > 0 && keys[parent]! > key; parent = (hole - 1) >> 1) {
        put(hole, nodes[parent]!, keys[parent]!);
        hole = parent;
      }
      put(hole, node, key);
    },
    pop() {
      const first = nodes[0]!;
      const [node, key] = [nodes.pop()!, keys.pop()!];
      if (keys.length > 0) settle(node, key);
      return first;
    },
    get isEmpty() {
      return keys.length === 0;
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
  for (let index = 0; index < edges.length; index++) {
    const { from, to } = edges[index]!;
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
    queue.push(node, atM);
  };
  for (const { node, awayM } of graph.starts) reach(node, awayM, -1);
  const isDone = new Uint8Array(graph.nodeCount);
  while (!queue.isEmpty) {
    const node = queue.pop();
    // a longer way to it waited as well
    if (isDone[node] === 1) continue;
    isDone[node] = 1;
    for (let at = first[node]!; at < first[node + 1]!; at++) {
      const edge = graph.edges[leaving[at]!]!;
      reach(edge.from === node ? edge.to : edge.from, distanceM[node]! + edge.costM, leaving[at]!);
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
