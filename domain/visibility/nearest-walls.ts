import { crossingAngle, radiusAt, SMALLEST_ANGLE_RAD, type PolarPiece } from './polar-line.ts';

/**
 * What stands nearest under each angle: the lower envelope of pieces that may overlap and cross, sorted by angle, by dividing and merging, O(n log n) for n walls. Walls that cross, as the outlines of
 * real maps do, need no care: two lines cross at most once within less than half a turn.
 */
export function nearestWalls(pieces: readonly PolarPiece[]): PolarPiece[] {
  if (pieces.length <= 1) return [...pieces];
  const middle = pieces.length >> 1;
  return merged(nearestWalls(pieces.slice(0, middle)), nearestWalls(pieces.slice(middle)));
}

function merged(first: readonly PolarPiece[], second: readonly PolarPiece[]): PolarPiece[] {
  const envelope: PolarPiece[] = [];
  let [i, j, at] = [0, 0, 0];
  while (i < first.length || j < second.length) {
    const [a, b] = [first[i], second[j]];
    const next = Math.min(edgeAfter(a, at), edgeAfter(b, at));
    const [here, there] = [begun(a, at), begun(b, at)];
    if (here !== undefined && there !== undefined) pushNearer(envelope, here, there, at, next);
    else if (here !== undefined) push(envelope, here, at, next);
    else if (there !== undefined) push(envelope, there, at, next);
    at = next;
    if (a !== undefined && a.toRad <= at) i += 1;
    if (b !== undefined && b.toRad <= at) j += 1;
  }
  return envelope;
}

function begun(piece: PolarPiece | undefined, at: number): PolarPiece | undefined {
  return piece !== undefined && piece.fromRad <= at ? piece : undefined;
}

function edgeAfter(piece: PolarPiece | undefined, at: number): number {
  if (piece === undefined) return Number.POSITIVE_INFINITY;
  return piece.fromRad > at ? piece.fromRad : piece.toRad;
}

function pushNearer(envelope: PolarPiece[], a: PolarPiece, b: PolarPiece, fromRad: number, toRad: number): void {
  const crossing = crossingAngle(a.line, b.line, fromRad, toRad);
  if (crossing === undefined) {
    push(envelope, nearerAt(a, b, (fromRad + toRad) / 2), fromRad, toRad);
    return;
  }
  push(envelope, nearerAt(a, b, (fromRad + crossing) / 2), fromRad, crossing);
  push(envelope, nearerAt(a, b, (crossing + toRad) / 2), crossing, toRad);
}

function nearerAt(a: PolarPiece, b: PolarPiece, angleRad: number): PolarPiece {
  return radiusAt(a.line, angleRad) <= radiusAt(b.line, angleRad) ? a : b;
}

// A piece narrower than a millimetre at 5 km is given to its neighbour, so that no gap arises.
function push(envelope: PolarPiece[], { line }: PolarPiece, fromRad: number, toRad: number): void {
  const last = envelope.at(-1);
  if (last !== undefined && last.toRad === fromRad && (last.line === line || toRad - fromRad < SMALLEST_ANGLE_RAD)) {
    envelope[envelope.length - 1] = { ...last, toRad };
  } else if (toRad > fromRad) envelope.push({ fromRad, toRad, line });
}
