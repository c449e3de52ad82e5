/** A line on a plane in metres: east and north of some origin, in turn. */
export type PlaneLine = readonly number[];

/** In metres east and north of the origin of a plane. */
export type PlaneBox = readonly [west: number, south: number, east: number, north: number];

/** A stretch of a line, in metres from its beginning. */
export interface Stretch {
  readonly fromM: number;
  readonly toM: number;
}

const SAME_M = 1e-6;

/** As `Math.hypot`, which takes ten times as long; nothing here is near the ends of what a number holds. */
function lengthOf(dx: number, dy: number): number {
  return Math.sqrt(dx * dx + dy * dy);
}

/** Length of a line in metres. */
export function lineLengthM(line: PlaneLine): number {
  let lengthM = 0;
  for (let at = 2; at < line.length; at += 2) lengthM += lengthOf(line[at]! - line[at - 2]!, line[at + 1]! - line[at - 1]!);
  return lengthM;
}

type Segment = readonly [x0: number, y0: number, x1: number, y1: number];

/** Stretches of a line, found segment by segment: `cuts` gives where (0 to 1) a segment may change sides, `isInside` on which side a point lies. */
function stretches(line: PlaneLine, cuts: (segment: Segment) => number[], isInside: (x: number, y: number) => boolean): Stretch[] {
  const found: { fromM: number; toM: number }[] = [];
  let beforeM = 0;
  for (let at = 2; at < line.length; at += 2) {
    const segment: Segment = [line[at - 2]!, line[at - 1]!, line[at]!, line[at + 1]!];
    const [x0, y0, x1, y1] = segment;
    const lengthM = lengthOf(x1 - x0, y1 - y0);
    const turns = [
      0,
      ...cuts(segment)
        .filter((along) => along > 0 && along < 1)
        .toSorted((a, b) => a - b),
      1,
    ];
    for (let turn = 1; turn < turns.length; turn++) {
      const [from, to] = [turns[turn - 1]!, turns[turn]!];
      const middle = (from + to) / 2;
      if (to > from && isInside(x0 + (x1 - x0) * middle, y0 + (y1 - y0) * middle)) add(found, beforeM + from * lengthM, beforeM + to * lengthM);
    }
    beforeM += lengthM;
  }
  return found;
}

function add(found: { fromM: number; toM: number }[], fromM: number, toM: number): void {
  const last = found.at(-1);
  if (last !== undefined && fromM - last.toM < SAME_M) last.toM = toM;
  else found.push({ fromM, toM });
}

/** The stretches of a line that lie in a polygon, given as rings on the same plane (the inner ones are holes). */
export function stretchesInPolygon(line: PlaneLine, rings: readonly PlaneLine[]): Stretch[] {
  return stretches(
    line,
    (segment) => rings.flatMap((ring) => crossings(segment, ring)),
    (x, y) => isInRings(x, y, rings),
  );
}

function crossings([x0, y0, x1, y1]: Segment, ring: PlaneLine): number[] {
  const found: number[] = [];
  const [dx, dy] = [x1 - x0, y1 - y0];
  for (let at = 2; at < ring.length; at += 2) {
    const [ax, ay] = [ring[at - 2]!, ring[at - 1]!];
    const [ex, ey] = [ring[at]! - ax, ring[at + 1]! - ay];
    const cross = dx * ey - dy * ex;
    if (cross === 0) continue;
    const onEdge = ((ax - x0) * dy - (ay - y0) * dx) / cross;
    if (onEdge >= 0 && onEdge <= 1) found.push(((ax - x0) * ey - (ay - y0) * ex) / cross);
  }
  return found;
}

function isInRings(x: number, y: number, rings: readonly PlaneLine[]): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let at = 2; at < ring.length; at += 2) {
      const [ax, ay, bx, by] = [ring[at - 2]!, ring[at - 1]!, ring[at]!, ring[at + 1]!];
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    }
  }
  return inside;
}

/** The stretches of a line that lie within `radiusM` of the origin. */
export function stretchesInDisc(line: PlaneLine, radiusM: number): Stretch[] {
  return stretches(
    line,
    ([x0, y0, x1, y1]) => {
      const [dx, dy] = [x1 - x0, y1 - y0];
      const [a, b, c] = [dx * dx + dy * dy, x0 * dx + y0 * dy, x0 * x0 + y0 * y0 - radiusM * radiusM];
      const root = b * b - a * c;
      return a === 0 || root <= 0 ? [] : [(-b - Math.sqrt(root)) / a, (-b + Math.sqrt(root)) / a];
    },
    (x, y) => Math.hypot(x, y) <= radiusM,
  );
}

/** The point of a line nearest to the origin: how far along it is, and how far away. */
export function nearestToOrigin(line: PlaneLine): { readonly alongM: number; readonly awayM: number } {
  let best = { alongM: 0, awayM: Infinity };
  let beforeM = 0;
  for (let at = 2; at < line.length; at += 2) {
    const [x0, y0] = [line[at - 2]!, line[at - 1]!];
    const [dx, dy] = [line[at]! - x0, line[at + 1]! - y0];
    const lengthM = lengthOf(dx, dy);
    const along = lengthM === 0 ? 0 : Math.min(1, Math.max(0, -(x0 * dx + y0 * dy) / lengthM ** 2));
    const awayM = lengthOf(x0 + dx * along, y0 + dy * along);
    if (awayM < best.awayM) best = { alongM: beforeM + along * lengthM, awayM };
    beforeM += lengthM;
  }
  return best;
}

/** The part of a line between two distances from its beginning. */
export function partOfLine(line: PlaneLine, { fromM, toM }: Stretch): number[] {
  const part: number[] = [];
  let beforeM = 0;
  for (let at = 2; at < line.length; at += 2) {
    const [x0, y0, x1, y1] = [line[at - 2]!, line[at - 1]!, line[at]!, line[at + 1]!];
    const lengthM = lengthOf(x1 - x0, y1 - y0);
    const [from, to] = [Math.max(0, fromM - beforeM), Math.min(lengthM, toM - beforeM)];
    if (lengthM > 0 && from < to) {
      if (part.length === 0) part.push(x0 + ((x1 - x0) * from) / lengthM, y0 + ((y1 - y0) * from) / lengthM);
      part.push(x0 + ((x1 - x0) * to) / lengthM, y0 + ((y1 - y0) * to) / lengthM);
    }
    beforeM += lengthM;
  }
  return part;
}
