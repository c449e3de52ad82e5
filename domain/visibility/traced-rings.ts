import type { LonLat } from '../geojson.ts';

/** A directed edge between two corners, by their numbers. */
export type CornerEdge = readonly [from: number, to: number];

/**
 * Closed simple rings along the edges that no other edge runs against: around areas counterclockwise, around holes clockwise. The edges must go around each of some areas counterclockwise.
 * Rings touch each other and themselves in no more than corners; where one would touch itself it is parted in two.
 */
export function tracedRings(edges: readonly CornerEdge[], corners: readonly LonLat[]): LonLat[][] {
  const ways = waysOut(edges);
  const rings: number[][] = [];
  for (const start of ways.keys()) {
    while ((ways.get(start)?.length ?? 0) > 0) rings.push(...simpleRings(walkFrom(start, ways, corners)));
  }
  return rings.filter((ring) => ring.length >= 3).map((ring) => [...ring, ring[0]!].map((corner) => corners[corner]!));
}

function waysOut(edges: readonly CornerEdge[]): Map<number, number[]> {
  const ways = new Map<number, number[]>();
  for (const [from, to] of edges) {
    const back = ways.get(to);
    const cancelled = back?.indexOf(from) ?? -1;
    if (cancelled >= 0) back!.splice(cancelled, 1);
    else ways.set(from, [...(ways.get(from) ?? []), to]);
  }
  return ways;
}

/** As many edges enter a corner as leave it, so a walk ends where it began. */
function walkFrom(start: number, ways: ReadonlyMap<number, number[]>, corners: readonly LonLat[]): number[] {
  const path = [start];
  for (let [before, at] = [start, start]; path.length === 1 || at !== start;) {
    const out = ways.get(at)!;
    const next = out.splice(out.length === 1 || path.length === 1 ? 0 : sharpestTurn(before, at, out, corners), 1)[0]!;
    [before, at] = [at, next];
    path.push(at);
  }
  return path.slice(0, -1);
}

/** The way that keeps to the area on the left: the first one clockwise from where the walk came from. */
function sharpestTurn(before: number, at: number, out: readonly number[], corners: readonly LonLat[]): number {
  const back = directionOf(corners[at]!, corners[before]!);
  const turns = out.map((to) => {
    const turn = back - directionOf(corners[at]!, corners[to]!);
    return turn <= 0 ? turn + 2 * Math.PI : turn;
  });
  return turns.indexOf(Math.min(...turns));
}

function directionOf([lon, lat]: LonLat, [toLon, toLat]: LonLat): number {
  return Math.atan2(toLat - lat, toLon - lon);
}

/** A walk that comes to a corner twice is parted there. */
function simpleRings(walk: readonly number[]): number[][] {
  const rings: number[][] = [];
  const path: number[] = [];
  const placeOf = new Map<number, number>();
  for (const corner of walk) {
    const before = placeOf.get(corner);
    if (before !== undefined) {
      const ring = path.splice(before);
      for (const passed of ring) placeOf.delete(passed);
      rings.push(ring);
    }
    placeOf.set(corner, path.length);
    path.push(corner);
  }
  return [...rings, path];
}
