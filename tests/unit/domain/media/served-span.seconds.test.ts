import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { servedSpan, thinnedMarks } from '../../../../domain/media/served-span.ts';

const startMs = Date.parse('2026-11-27T01:00:00.300Z');
const copy = { fromMs: startMs, toMs: startMs + 4_500 };
const marks = [0, 1, 2, 3, 4].map((n) => ({ byte: 800 + n * 1000, ms: n * 1000 }));
const span = (start: number, end: number) => {
  const { fromMs, toMs } = servedSpan(copy, marks, start, end);
  return [fromMs - startMs, toMs - startMs];
};

describe('what bytes of a copy show', () => {
  it.each([
    ['everything', 0, 5_299, [0, 4_500]],
    ['the head alone counts as its first second', 0, 799, [0, 1_700]],
    ['one fragment', 1800, 2799, [700, 2_700]],
    ['the last byte', 5_299, 5_299, [3_700, 4_500]],
    ['across a border', 2_799, 2_800, [700, 3_700]],
  ])('%s', (_name, start, end, expected) => {
    expect(span(start, end)).toEqual(expected);
  });

  it('is never less than what the bytes hold, nor beyond the copy, and begins at a full second or with it', () => {
    fc.assert(
      fc.property(fc.nat(5_299), fc.nat(5_299), (a, b) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        const [fromMs, toMs] = span(start, end) as [number, number];
        const held = marks.flatMap(({ byte, ms }) => (byte <= end && byte + 999 >= start ? [ms, Math.min(4_500, ms + 1000)] : []));
        expect(fromMs).toBeGreaterThanOrEqual(0);
        expect(toMs).toBeLessThanOrEqual(4_500);
        expect(fromMs).toBeLessThan(toMs);
        for (const ms of held) {
          expect(ms).toBeGreaterThanOrEqual(fromMs);
          expect(ms).toBeLessThanOrEqual(toMs);
        }
      }),
    );
  });

  it('of a copy without marks is all of it', () => {
    expect(servedSpan(copy, [], 10, 20)).toEqual(copy);
  });

  it('stays at least as wide when marks are left out', () => {
    const fewer = thinnedMarks(marks, 2);
    expect(fewer.map(({ ms }) => ms)).toEqual([0, 3000]);
    expect(servedSpan(copy, fewer, 1800, 2799)).toEqual({ fromMs: startMs, toMs: startMs + 3_700 });
  });
});
