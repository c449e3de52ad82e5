import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readByteRange } from '../../../../server/media/byte-range.ts';

const read = (header: string | undefined, ifRange?: string) => readByteRange(header, ifRange, 1000);
const part = (start: number, end: number) => ({ kind: 'part', start, end });

describe('a Range header', () => {
  it.each([
    ['bytes=0-', part(0, 999)],
    ['bytes=0-0', part(0, 0)],
    ['bytes=100-199', part(100, 199)],
    ['bytes=900-5000', part(900, 999)],
    ['bytes=-10', part(990, 999)],
    ['bytes=-5000', part(0, 999)],
    ['BYTES = 5-6', part(5, 6)],
  ])('%s is one part', (header, expected) => {
    expect(read(header)).toEqual(expected);
  });

  it.each(['bytes=1000-', 'bytes=1000-2000', `bytes=${'9'.repeat(40)}-`, 'bytes=-0', 'bytes=0-1,5-6', 'bytes=0-1,'])('%s can not be given', (header) => {
    expect(read(header)).toEqual({ kind: 'unsatisfiable' });
  });

  it.each([undefined, '', 'bytes', 'bytes=', 'bytes=-', 'bytes=5-4', 'bytes=a-b', 'bytes=1.5-2', 'bytes=-1-2', 'items=0-1'])('%s is ignored', (header) => {
    expect(read(header)).toEqual({ kind: 'whole' });
  });

  it('with If-Range is ignored: a copy has no validator', () => {
    expect(read('bytes=0-1', '"x"')).toEqual({ kind: 'whole' });
  });

  it('never reaches beyond the copy, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.tuple(fc.bigInt(), fc.bigInt()).map(([a, b]) => `bytes=${a}-${b}`),
        ),
        fc.integer({ min: 1, max: 10_000 }),
        (header, length) => {
          const range = readByteRange(header, undefined, length);
          if (range.kind !== 'part') return;
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeLessThan(length);
          expect(range.start).toBeLessThanOrEqual(range.end);
        },
      ),
    );
  });
});
