import { expect, test } from 'vitest';
import { MASK_LIMITS } from '../../../domain/privacy-mask.ts';
import {
  cornerAt,
  EMPTY_DRAWING,
  isWholeMask,
  placeForCorner,
  rectangleOf,
  undone,
  withCornerAdded,
  withCornerMoved,
  withCornerRemoved,
  withCorners,
  type MaskDrawing,
} from '../../../web/masks/mask-drawing.ts';

const triangle = [
  [0.1, 0.1],
  [0.5, 0.1],
  [0.5, 0.6],
] as const;

test('corners stay within the picture, and a rectangle is the same whichever corner it was pulled up from', () => {
  expect(cornerAt(-0.2, 1.3)).toEqual([0, 1]);
  expect(rectangleOf([0.6, 0.7], [0.2, 0.3])).toEqual(rectangleOf([0.2, 0.3], [0.6, 0.7]));
  expect(isWholeMask(rectangleOf([0.2, 0.3], [0.6, 0.7]))).toBe(true);
  expect([isWholeMask([]), isWholeMask(triangle.slice(0, 2)), isWholeMask(rectangleOf([0.2, 0.3], [0.6, 0.3]))]).toEqual([false, false, false]);
});

test('a corner is added behind another one, moved and removed, and each step is taken back; moving in a row is one step', () => {
  const drawn = withCorners(EMPTY_DRAWING, triangle);
  const more = withCornerAdded(drawn, [0.3, 0.05], 0);
  expect(more.corners).toEqual([triangle[0], [0.3, 0.05], triangle[1], triangle[2]]);
  const moved = [0.31, 0.32, 0.33].reduce((before: MaskDrawing, x) => withCornerMoved(before, 1, [x, 0.05]), more);
  expect(moved.corners[1]).toEqual([0.33, 0.05]);
  expect(undone(moved).corners).toEqual(more.corners);
  const fewer = withCornerRemoved(moved, 1);
  expect(fewer.corners).toEqual(triangle);
  expect(undone(undone(undone(fewer))).corners).toEqual(triangle);
  expect(undone(EMPTY_DRAWING)).toEqual(EMPTY_DRAWING);
});

test('a mask takes no more corners than the service', () => {
  let drawing = EMPTY_DRAWING;
  for (let nth = 0; nth < 60; nth++) drawing = withCornerAdded(drawing, placeForCorner(drawing));
  expect(drawing.corners).toHaveLength(MASK_LIMITS.corners.most);
  expect(
    withCorners(
      EMPTY_DRAWING,
      Array.from({ length: 60 }, () => triangle[0]),
    ).corners,
  ).toHaveLength(MASK_LIMITS.corners.most);
});

test('the first three corners that nobody pointed at make a mask', () => {
  let drawing = EMPTY_DRAWING;
  for (let nth = 0; nth < 3; nth++) drawing = withCornerAdded(drawing, placeForCorner(drawing));
  expect(isWholeMask(drawing.corners)).toBe(true);
});
