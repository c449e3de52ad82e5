import { sweepAngles, type AngleSpan } from './angle-sweep.ts';
import { crossingAngle, radiusAt, SMALLEST_ANGLE_RAD, type PolarLine, type PolarPiece } from './polar-line.ts';
import type { RoofShadow } from './roof-shadows.ts';

/** A piece of visible ground between two angles and two lines; without a near line it begins at the lens. */
export interface VisibleCell extends AngleSpan {
  readonly near: PolarLine | undefined;
  readonly far: PolarLine;
}

/** What bounds the view: its near end (none: from the lens on), the nearest walls or the far end, and shadows of roofs. */
export interface ViewBounds {
  readonly near: readonly PolarPiece[];
  readonly far: readonly PolarPiece[];
  readonly shadows: readonly RoofShadow[];
}

type Bound = AngleSpan &
  ({ readonly kind: 'near' | 'far'; readonly line: PolarLine } | { readonly kind: 'shadow'; readonly near: PolarLine; readonly end: PolarLine });

/** A line at which ground begins (+1) or ceases (−1) to be hidden once more. */
interface Edge {
  readonly line: PolarLine;
  readonly step: 1 | -1;
  readonly isFar: boolean;
}

/** Thinner strips than this are rounding. */
const THINNEST_M = 0.02;
const DEEPEST_SPLIT = 60;

/** The visible ground as cells, in order of angle. A stretch of angles in which lines cross is parted at the crossings, so that each cell has four straight sides. */
export function visibleCells({ near, far, shadows }: ViewBounds): VisibleCell[] {
  const bounds: Bound[] = [
    ...near.map((piece) => ({ ...piece, kind: 'near' as const })),
    ...far.map((piece) => ({ ...piece, kind: 'far' as const })),
    ...shadows.map((shadow) => ({ ...shadow, kind: 'shadow' as const })),
  ];
  const cells: VisibleCell[] = [];
  sweepAngles(bounds, (fromRad, toRad, active) => addCells(cells, fromRad, toRad, edgesOf(active), 0));
  return cells;
}

function edgesOf(active: readonly Bound[]): Edge[] {
  return active.flatMap((bound): Edge[] => {
    if (bound.kind === 'shadow') {
      return [
        { line: bound.near, step: 1, isFar: false },
        { line: bound.end, step: -1, isFar: false },
      ];
    }
    return [{ line: bound.line, step: bound.kind === 'near' ? -1 : 1, isFar: bound.kind === 'far' }];
  });
}

function addCells(cells: VisibleCell[], fromRad: number, toRad: number, edges: readonly Edge[], depth: number): void {
  const middle = (fromRad + toRad) / 2;
  const sorted = edges.map((edge) => ({ edge, radiusM: radiusAt(edge.line, middle) })).toSorted((a, b) => a.radiusM - b.radiusM);
  const end = sorted.findIndex(({ edge }) => edge.isFar);
  const order = sorted.slice(0, end + 2).map(({ edge }) => edge);
  const crossing = depth < DEEPEST_SPLIT && toRad - fromRad > 4 * SMALLEST_ANGLE_RAD ? firstCrossing(order, fromRad, toRad) : undefined;
  if (crossing !== undefined) {
    addCells(cells, fromRad, crossing, edges, depth + 1);
    addCells(cells, crossing, toRad, edges, depth + 1);
    return;
  }
  walk(order.slice(0, end + 1), edges, (near, far) => {
    if (isThick(near, far, fromRad) || isThick(near, far, toRad)) cells.push({ fromRad, toRad, near, far });
  });
}

/** Lines cross within a stretch only if two that are neighbours in its middle do. */
function firstCrossing(order: readonly Edge[], fromRad: number, toRad: number): number | undefined {
  for (let index = 1; index < order.length; index += 1) {
    const [a, b] = [order[index - 1]!.line, order[index]!.line];
    if (a === b) continue;
    const angle = crossingAngle(a, b, fromRad + SMALLEST_ANGLE_RAD, toRad - SMALLEST_ANGLE_RAD);
    if (angle !== undefined) return angle;
  }
  return undefined;
}

/** Ground is hidden wherever a shadow has begun and not ended, and before the near end, which has no beginning of its own. */
function walk(order: readonly Edge[], all: readonly Edge[], visible: (near: PolarLine | undefined, far: PolarLine) => void): void {
  let hidden = all.reduce((count, { step, isFar }) => (isFar ? count : count - step), 0);
  let near: PolarLine | undefined;
  for (const { line, step } of order) {
    if (hidden === 0) visible(near, line);
    hidden += step;
    if (hidden === 0) near = line;
  }
}

function isThick(near: PolarLine | undefined, far: PolarLine, angleRad: number): boolean {
  return radiusAt(far, angleRad) - (near === undefined ? 0 : radiusAt(near, angleRad)) > THINNEST_M;
}
