import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RecordedStretch } from '../../../domain/edge-recording.ts';
import { missingStretches } from '../../../domain/missing-stretches.ts';

const stretch = (fromS: number, toS: number): RecordedStretch => ({ fromMs: fromS * 1000, toMs: toS * 1000, recordingToken: 'r1' });
const part = (fromS: number, toS: number) => ({ fromMs: fromS * 1000, toMs: toS * 1000 });

it('everything, when nothing is there', () => {
  expect(missingStretches(stretch(0, 10), [])).toEqual([stretch(0, 10)]);
});

it('goes on where it stopped, and leaves out what another pull brought', () => {
  expect(missingStretches(stretch(0, 100), [part(0, 40)])).toEqual([stretch(40, 100)]);
  expect(missingStretches(stretch(0, 100), [part(30, 50), part(10, 20), part(95, 120)])).toEqual([stretch(0, 10), stretch(20, 30), stretch(50, 95)]);
  expect(missingStretches(stretch(0, 100), [part(-5, 200)])).toEqual([]);
});

it('of two recordings of one view each moment once, by what the first one brought: its gaps are asked of the second', () => {
  expect(missingStretches(stretch(30, 80), [part(0, 50)])).toEqual([stretch(50, 80)]);
  expect(missingStretches(stretch(0, 80), [part(0, 10), part(40, 50)])).toEqual([stretch(10, 40), stretch(50, 80)]);
  // what a cut-off replay left lies within the whole file
  expect(missingStretches(stretch(0, 80), [part(10, 12), part(10, 40)])).toEqual([stretch(0, 10), stretch(40, 80)]);
});

it('a sliver at a seam is not worth a replay; what the device told besides stays with its stretch', () => {
  expect(missingStretches(stretch(0, 100), [part(0.2, 50), part(50.9, 100)])).toEqual([]);
  const told = { trackToken: 't', timesAheadMs: 7 };
  expect(missingStretches({ ...stretch(0, 10), ...told }, [part(0, 5)])).toEqual([{ ...stretch(5, 10), ...told }]);
});

it('of any stretches, one after the other: never asks for what is there, never twice for the same, and misses at most a second anywhere', () => {
  const second = fc.integer({ min: 0, max: 60 });
  const interval = fc.tuple(second, second).map(([a, b]) => part(Math.min(a, b), Math.max(a, b) + 1));
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 5 }), fc.array(interval, { maxLength: 5 }), (wanted, stored) => {
      const there = [...stored];
      const missing = wanted.flatMap((each) => {
        const pieces = missingStretches({ ...each, recordingToken: 'r' }, there);
        there.push(...pieces);
        return pieces;
      });
      for (let s = 0; s < 62; s++) {
        const covers = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => fromMs <= s * 1000 && (s + 1) * 1000 <= toMs;
        const isMissing = wanted.some(covers) && !stored.some(covers);
        expect(missing.filter(covers)).toHaveLength(isMissing ? 1 : 0);
      }
    }),
  );
});
