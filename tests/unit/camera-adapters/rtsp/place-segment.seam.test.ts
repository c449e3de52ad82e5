import { expect, test } from 'vitest';
import { placeSegment } from '../../../../camera-adapters/rtsp/place-segment.ts';
import type { FinishedSegment } from '../../../../media/segment-recorder.ts';

const fileOf = (startPtsMs: number, endPtsMs: number): FinishedSegment => ({
  filePath: 'x.mp4',
  byteLength: 1,
  codec: 'h264',
  widthPx: 640,
  heightPx: 360,
  frameCount: 25,
  durationMs: endPtsMs - startPtsMs,
  startPtsMs,
  endPtsMs,
});
/** A stream whose position 0 was taken at `originMs`. */
const stream = (originMs: number) => (ptsMs: number) => ({ trueTimeMs: originMs + ptsMs, uncertaintyMs: 5 });

test('one file begins where the one before it ended, though the stream is known better by then', () => {
  const first = placeSegment(fileOf(0, 1_000), stream(50_040), undefined);
  const second = placeSegment(fileOf(1_000, 2_000), stream(50_000), first);
  expect([first.from.trueTimeMs, first.to.trueTimeMs]).toEqual([50_040, 51_040]);
  expect([second.from.trueTimeMs, second.to.trueTimeMs]).toEqual([51_040, 52_000]);
});

test('a file has its length where the pictures before it turn out to have been held up by as much', () => {
  const first = placeSegment(fileOf(0, 1_000), stream(51_000), undefined);
  const second = placeSegment(fileOf(1_000, 2_000), stream(50_000), first);
  expect([second.from.trueTimeMs, second.to.trueTimeMs]).toEqual([51_000, 52_000]);
});

test('behind a gap a file has its own start', () => {
  const first = placeSegment(fileOf(0, 1_000), stream(50_000), undefined);
  expect(placeSegment(fileOf(1_500, 2_500), stream(50_000), first).from.trueTimeMs).toBe(51_500);
});

test('a file of which the stream knows no time is an error', () => {
  expect(() => placeSegment(fileOf(0, 1_000), () => undefined, undefined)).toThrow('could not be placed in time');
});
