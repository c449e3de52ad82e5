import { expect, test } from 'vitest';
import type { PackedFile } from '../../../../domain/evidence/manifest-shape.ts';
import { momentClock } from '../../../../domain/evidence/moment-clock.ts';

const at = (second: number): string => new Date(Date.parse('2026-11-22T01:00:00.000Z') + second * 1000).toISOString();
const footage = (kind: 'original' | 'part', from: number, to: number, change: object = {}) =>
  ({ kind, requestId: 'r', trueFrom: at(from), trueTo: at(to), uncertaintyMs: 40, deviceFrom: at(from + 61), ...change }) as unknown as PackedFile;
const copy = { kind: 'copy', requestId: 'r', trueFrom: at(0), trueTo: at(9), uncertaintyMs: 70 } as unknown as PackedFile;
const clockAt = (second: number, ...files: PackedFile[]) => momentClock({ requestId: 'r', at: at(second) }, files);

test('a moment has the uncertainty of the footage that shows it, and the time that its device had then', () => {
  expect(clockAt(2.5, footage('original', 0, 5))).toEqual({ uncertaintyMs: 40, deviceTime: at(63.5) });
  expect(clockAt(2.5, copy, footage('original', 0, 2), footage('original', 2, 5, { uncertaintyMs: 9 }))).toEqual({ uncertaintyMs: 9, deviceTime: at(63.5) });
  expect(clockAt(2.5, footage('original', 0, 5, { deviceFrom: null }))).toEqual({ uncertaintyMs: 40, deviceTime: null });
});

test('also within what a part could not be cut to', () => {
  const whole = { trueFrom: at(-4), trueTo: at(6) };
  expect(clockAt(5, footage('part', 0, 4, { whole }))).toEqual({ uncertaintyMs: 40, deviceTime: at(66) });
});

test('what went in as a copy only has its uncertainty, and what nothing shows has none', () => {
  expect(clockAt(5, copy, footage('original', 0, 5))).toEqual({ uncertaintyMs: 70, deviceTime: null });
  expect(clockAt(9, copy)).toEqual({ uncertaintyMs: null, deviceTime: null });
  expect(clockAt(2, footage('original', 0, 5, { requestId: 'another' }))).toEqual({ uncertaintyMs: null, deviceTime: null });
});
