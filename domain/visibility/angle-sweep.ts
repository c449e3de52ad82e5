import { SMALLEST_ANGLE_RAD } from './polar-line.ts';

/** Something that holds over a range of angles. */
export interface AngleSpan {
  readonly fromRad: number;
  readonly toRad: number;
}

/** Calls `visit` for each stretch of angles in which the same spans hold, in order. Ends nearer to each other than a millimetre at 5 km are one. */
export function sweepAngles<T extends AngleSpan>(spans: readonly T[], visit: (fromRad: number, toRad: number, active: readonly T[]) => void): void {
  const starts = spans.toSorted((a, b) => a.fromRad - b.fromRad);
  const edges = distinct(spans.flatMap(({ fromRad, toRad }) => [fromRad, toRad]));
  let active: T[] = [];
  let next = 0;
  for (let index = 1; index < edges.length; index += 1) {
    const [fromRad, toRad] = [edges[index - 1]!, edges[index]!];
    const middle = (fromRad + toRad) / 2;
    while (next < starts.length && starts[next]!.fromRad <= middle) active.push(starts[next++]!);
    active = active.filter((span) => span.toRad > middle);
    visit(fromRad, toRad, active);
  }
}

function distinct(angles: readonly number[]): number[] {
  const kept: number[] = [];
  for (const angle of angles.toSorted((a, b) => a - b)) if (kept.length === 0 || angle - kept.at(-1)! > SMALLEST_ANGLE_RAD) kept.push(angle);
  return kept;
}
