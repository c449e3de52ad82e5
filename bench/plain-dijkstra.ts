/** A graph by its nodes' neighbours. */
export type PlainGraph = ReadonlyMap<string, readonly { readonly to: string; readonly lengthM: number }[]>;

/** Lines (longitude and latitude in turn, in millionths of a degree) as a graph, as one writes it down: nodes are texts, lengths by the haversine formula. */
export function plainGraph(lines: readonly (readonly number[])[]): PlainGraph {
  const graph = new Map<string, { to: string; lengthM: number }[]>();
  const join = (from: string, to: string, lengthM: number): void => {
    const known = graph.get(from);
    if (known === undefined) graph.set(from, [{ to, lengthM }]);
    else known.push({ to, lengthM });
  };
  for (const line of lines) {
    const [from, to] = [`${line[0]},${line[1]}`, `${line.at(-2)},${line.at(-1)}`];
    let lengthM = 0;
    for (let at = 2; at < line.length; at += 2) lengthM += haversineM(line[at - 2]!, line[at - 1]!, line[at]!, line[at + 1]!);
    join(from, to, lengthM);
    join(to, from, lengthM);
  }
  return graph;
}

function haversineM(lon0: number, lat0: number, lon1: number, lat1: number): number {
  const rad = Math.PI / 180e6;
  const half = Math.sin(((lat1 - lat0) * rad) / 2) ** 2 + Math.cos(lat0 * rad) * Math.cos(lat1 * rad) * Math.sin(((lon1 - lon0) * rad) / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(half));
}

/** Dijkstra from one node to all others within `limitM`, with a binary heap: what a textbook has, and nothing of a route search besides. */
export function plainDijkstra(graph: PlainGraph, start: string, limitM: number): Map<string, number> {
  const distances = new Map([[start, 0]]);
  const heap: [distanceM: number, node: string][] = [[0, start]];
  while (heap.length > 0) {
    const [distanceM, node] = takeFirst(heap);
    if (distanceM > distances.get(node)!) continue;
    for (const { to, lengthM } of graph.get(node) ?? []) {
      const atM = distanceM + lengthM;
      if (atM > limitM || atM >= (distances.get(to) ?? Infinity)) continue;
      distances.set(to, atM);
      put(heap, [atM, to]);
    }
  }
  return distances;
}

type Heap = [distanceM: number, node: string][];

function put(heap: Heap, entry: Heap[number]): void {
  let at = heap.push(entry) - 1;
  for (let parent = (at - 1) >> 1; at > 0 && heap[parent]![0] > entry[0]; parent = (at - 1) >> 1) {
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = entry;
}

function takeFirst(heap: Heap): Heap[number] {
  const first = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return first;
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && heap[child + 1]![0] < heap[child]![0]) child += 1;
    if (heap[child]![0] >= last[0]) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return first;
}
