import { describe, expect, it } from 'vitest';
import { encodeCells } from '../../../domain/cell-grid.ts';
import type { MeasuredImage, PictureMeasures } from '../../../domain/picture-measures.ts';
import { EMPTY_PICTURE_MEMORY, readPictureMemory, type PictureMemory } from '../../../domain/picture-memory.ts';
import { judgePicture } from '../../../domain/picture-verdict.ts';

const MINUTE_MS = 60_000;
const MORNING_MS = Date.UTC(2026, 10, 22, 2);
const EVENING_MS = Date.UTC(2026, 10, 22, 14);

const GOOD: PictureMeasures = {
  sha256: '',
  meanBrightness: 120,
  contrast: 50,
  nearBlackShare: 0.01,
  nearWhiteShare: 0.01,
  detailShare: 0.9,
  sharpness: 1,
  differenceHash: '0123456789abcdef',
};

let serial = 0;

/** A picture whose file is unlike all others, with the same view. */
function image(measures: Partial<PictureMeasures> = {}, brightness: (cell: number) => number = (cell) => cell * 10): MeasuredImage {
  const cells = Array.from({ length: 576 }, (_, cell) => cell);
  return {
    measures: { ...GOOD, sha256: String(serial++), ...measures },
    layout: { cellBrightness: encodeCells(cells.map(brightness)), cellStructure: encodeCells(cells.map((cell) => (cell * 37) % 200)) },
  };
}

function judgeAll(images: MeasuredImage[], fromMs: number, stepMs: number): string[] {
  let memory: PictureMemory = EMPTY_PICTURE_MEMORY;
  return images.map((picture, index) => {
    const verdict = judgePicture(picture, fromMs + index * stepMs, memory);
    memory = verdict.memory;
    return verdict.observation.state;
  });
}

describe('judgePicture', () => {
  it('calls pictures by daylight frozen that stay the same to a fraction of a step although the files differ', () => {
    const still = Array.from({ length: 5 }, (_, index) => image({}, (cell) => cell * 10 + (index % 2) * 8));
    expect(judgeAll(still, MORNING_MS, 5 * MINUTE_MS)).toEqual(['ok', 'ok', 'ok', 'frozen', 'frozen']);
  });

  it('lets a lit alley stand still at night', () => {
    const still = Array.from({ length: 6 }, () => image());
    expect(judgeAll(still, EVENING_MS, 5 * MINUTE_MS)).toEqual(Array(6).fill('ok'));
  });

  it('lets pictures look the same that were taken within a minute', () => {
    const still = Array.from({ length: 6 }, () => image());
    expect(judgeAll(still, MORNING_MS, 10_000)).toEqual(Array(6).fill('ok'));
  });

  it('notices a single cell of the view that changes', () => {
    const ticking = Array.from({ length: 6 }, (_, index) => image({}, (cell) => (cell === 203 ? 1000 + index * 20 : cell * 10)));
    expect(judgeAll(ticking, MORNING_MS, 5 * MINUTE_MS)).toEqual(Array(6).fill('ok'));
  });

  it('takes no notice of a clock that goes on in the overlay', () => {
    const ticking = Array.from({ length: 4 }, (_, index) => image({}, (cell) => (cell === 3 ? 1000 + index * 200 : cell * 10)));
    expect(judgeAll(ticking, MORNING_MS, 5 * MINUTE_MS)).toEqual(['ok', 'ok', 'ok', 'frozen']);
  });

  it('calls even a night picture frozen that does not change at all for an hour', () => {
    const still = Array.from({ length: 12 }, () => image());
    expect(judgeAll(still, EVENING_MS, 5 * MINUTE_MS)).toEqual([...Array(11).fill('ok'), 'frozen']);
  });

  it('calls a picture blurred that is far less sharp than this camera usually is', () => {
    expect(judgeAll([image({ sharpness: 1 }), image({ sharpness: 0.24 }), image({ sharpness: 0.26 })], MORNING_MS, MINUTE_MS)).toEqual(['ok', 'blurred', 'ok']);
  });

  it('does not hold a night picture against the sharpness by day', () => {
    const day = judgePicture(image({ sharpness: 1 }), MORNING_MS, EMPTY_PICTURE_MEMORY);
    expect(judgePicture(image({ sharpness: 0.1 }), EVENING_MS, day.memory).observation.state).toBe('ok');
  });

  it('never lets a faulty picture change a reference', () => {
    const good = judgePicture(image(), MORNING_MS, EMPTY_PICTURE_MEMORY);
    const faulty = judgePicture(image({ nearBlackShare: 1 }), MORNING_MS + MINUTE_MS, good.memory);
    expect(faulty.observation.state).toBe('dark');
    expect(faulty.memory.references).toEqual(good.memory.references);
  });

  it.each([
    undefined,
    null,
    {},
    [],
    'x',
    { last: {}, references: [{}] },
    { last: { atMs: 'x' }, references: 'x' },
    { references: [{ light: 'day', cellStructure: 'zz', sharpness: 1 }] },
  ])('begins anew with stored memory that is not whole: %j', (stored) => {
    expect(readPictureMemory(stored)).toEqual(EMPTY_PICTURE_MEMORY);
    expect(judgePicture(image(), MORNING_MS, readPictureMemory(stored)).observation.state).toBe('ok');
  });
});
