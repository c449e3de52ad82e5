import { MASK_LIMITS } from '../../domain/privacy-mask.ts';

/** A corner, 0 to 1 of the picture's width and height from its top left. */
export type Corner = readonly [x: number, y: number];

/** A mask while it is being drawn, with what can be taken back. */
export interface MaskDrawing {
  readonly corners: readonly Corner[];
  readonly past: readonly (readonly Corner[])[];
  /** The corner that moves just now: all its steps in a row are taken back at once. */
  readonly moving: number | null;
}

/** Steps that can be taken back. */
const MOST_PAST = 100;
/** What a pointer is exact to: a tenth of a pixel of the largest pictures. */
const SHARES = 10_000;

export const EMPTY_DRAWING: MaskDrawing = { corners: [], past: [], moving: null };

/** A corner within the picture. */
export function cornerAt(x: number, y: number): Corner {
  const share = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * SHARES) / SHARES;
  return [share(x), share(y)];
}

function changed(drawing: MaskDrawing, corners: readonly Corner[]): MaskDrawing {
  return { corners, past: [...drawing.past, drawing.corners].slice(-MOST_PAST), moving: null };
}

/** All corners anew: a rectangle that was drawn, a mask that is drawn again, or none. */
export function withCorners(drawing: MaskDrawing, corners: readonly Corner[]): MaskDrawing {
  return corners.length === 0 && drawing.corners.length === 0 ? drawing : changed(drawing, corners.slice(0, MASK_LIMITS.corners.most));
}

/** One more corner, behind the corner `after` or as the last one. A mask that has as many as it may stays as it is. */
export function withCornerAdded(drawing: MaskDrawing, corner: Corner, after = drawing.corners.length - 1): MaskDrawing {
  if (drawing.corners.length >= MASK_LIMITS.corners.most) return drawing;
  return changed(drawing, drawing.corners.toSpliced(after + 1, 0, corner));
}

/** Where a corner is put that nobody pointed at: between `after` and the next one, for the first two in the middle of the picture. */
export function placeForCorner({ corners }: MaskDrawing, after = corners.length - 1): Corner {
  const [from, to] = [corners[after], corners[(after + 1) % corners.length]];
  if (from === undefined || to === undefined) return [0.5, 0.5];
  if (corners.length < 3) return cornerAt(from[0] > 0.8 ? from[0] - 0.15 : from[0] + 0.15, from[1] > 0.8 || corners.length === 1 ? from[1] : from[1] + 0.15);
  return cornerAt((from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
}

/** A corner somewhere else. */
export function withCornerMoved(drawing: MaskDrawing, index: number, corner: Corner): MaskDrawing {
  if (drawing.corners[index] === undefined) return drawing;
  const corners = drawing.corners.with(index, corner);
  return drawing.moving === index ? { ...drawing, corners } : { ...changed(drawing, corners), moving: index };
}

/** Without a corner. */
export function withCornerRemoved(drawing: MaskDrawing, index: number): MaskDrawing {
  return drawing.corners[index] === undefined ? drawing : changed(drawing, drawing.corners.toSpliced(index, 1));
}

/** As before the last step. */
export function undone({ corners, past }: MaskDrawing): MaskDrawing {
  return { corners: past.at(-1) ?? corners, past: past.slice(0, -1), moving: null };
}

/** A rectangle between two opposite corners. */
export function rectangleOf([x1, y1]: Corner, [x2, y2]: Corner): readonly Corner[] {
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];
  const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)];
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}

/** Whether it is a mask that can be saved: enough corners, and it hides something. */
export function isWholeMask(corners: readonly Corner[]): boolean {
  const side = (axis: 0 | 1): number => Math.max(...corners.map((corner) => corner[axis])) - Math.min(...corners.map((corner) => corner[axis]));
  return corners.length >= MASK_LIMITS.corners.least && Math.min(side(0), side(1)) >= MASK_LIMITS.leastSide;
}
