import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readByteRange } from '../../../../server/media/byte-range.ts';

const read = (range: string | undefined, ifRange?: string, method = 'GET') => readByteRange({ method, headers: { range, 'if-range': ifRange } }, 1000);
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
    ['bytes=0-1,', part(0, 1)],
    ['bytes=,,0-1 , ', part(0, 1)],
    ['bytes=0-1,1000-', part(0, 1)],
    ['bytes=-0,1000-2000,5-6', part(5, 6)],
  ])('%s is one part', (header, expected) => {
    expect(read(header)).toEqual(expected);
  });

  it.each(['bytes=1000-', 'bytes=1000-2000', `bytes=${'9'.repeat(40)}-`, 'bytes=-0', 'bytes=1000-,-0', `bytes=${'1000-,'.repeat(20)}`])(
    '%s can not be given',
    (header) => {
      expect(read(header)).toEqual({ kind: 'unsatisfiable' });
    },
  );

  it.each([undefined, '', 'bytes', 'bytes=', 'bytes=-', 'bytes=5-4', 'bytes=a-b', 'bytes=1.5-2', 'bytes=-1-2', 'items=0-1'])('%s is ignored', (header) => {
    expect(read(header)).toEqual({ kind: 'whole' });
  });

  it.each([
    'bytes=0-1,5-6',
    'bytes=0-1,-1',
    'bytes=0-500,100-',
    `bytes=${'0-0,'.repeat(21)}`,
    `bytes=${'1000-,'.repeat(21)}`,
    'bytes=0-1,x',
    'bytes=0-1,5-4',
    'bytes=,',
  ])('%s is ignored: the whole is sent, never many parts', (header) => {
    expect(read(header)).toEqual({ kind: 'whole' });
  });

  it.each(['"x"', 'W/"x"', 'Fri, 27 Nov 2026 00:00:00 GMT', ''])('with If-Range %s is ignored: a copy has no validator', (ifRange) => {
    expect(read('bytes=0-1', ifRange)).toEqual({ kind: 'whole' });
    expect(read('bytes=1000-', ifRange)).toEqual({ kind: 'whole' });
  });

  it('is ignored by HEAD: only GET has ranges', () => {
    expect([read('bytes=0-1', undefined, 'HEAD'), read('bytes=1000-', undefined, 'HEAD')]).toEqual([{ kind: 'whole' }, { kind: 'whole' }]);
  });

  it('never reaches beyond the copy, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.tuple(fc.bigInt(), fc.bigInt()).map(([a, b]) => `bytes=${a}-${b}`),
          fc.array(fc.tuple(fc.nat(2000), fc.option(fc.nat(2000), { nil: '' })).map(([a, b]) => `${a}-${b}`)).map((parts) => `bytes=${parts.join(',')}`),
        ),
        fc.integer({ min: 1, max: 10_000 }),
        (header, length) => {
          const range = readByteRange({ method: 'GET', headers: { range: header } }, length);
          if (range.kind !== 'part') return;
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeLessThan(length);
          expect(range.start).toBeLessThanOrEqual(range.end);
        },
      ),
    );
  });
});
