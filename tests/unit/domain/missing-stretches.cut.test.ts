import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RecordedStretch } from '../../../domain/edge-recording.ts';
import { missingStretches } from '../../../domain/missing-stretches.ts';

const stretch = (fromS: number, toS: number, recordingToken = 'r1'): RecordedStretch => ({ fromMs: fromS * 1000, toMs: toS * 1000, recordingToken });
const part = (fromS: number, toS: number) => ({ fromMs: fromS * 1000, toMs: toS * 1000 });

it('everything, when nothing is there', () => {
  expect(missingStretches([stretch(20, 30), stretch(0, 10)], [], 0)).toEqual([stretch(0, 10), stretch(20, 30)]);
});

it('goes on where it stopped, and leaves out what another pull brought', () => {
  expect(missingStretches([stretch(0, 100)], [], 40_000)).toEqual([stretch(40, 100)]);
  expect(missingStretches([stretch(0, 100)], [part(30, 50), part(10, 20), part(95, 120)], 0)).toEqual([stretch(0, 10), stretch(20, 30), stretch(50, 95)]);
  expect(missingStretches([stretch(0, 100)], [part(-5, 200)], 0)).toEqual([]);
});

it('of two recordings of one view each moment once', () => {
  expect(missingStretches([stretch(0, 50), stretch(30, 80, 'r2'), stretch(40, 45, 'r3')], [], 0)).toEqual([stretch(0, 50), stretch(50, 80, 'r2')]);
});

it('a sliver at a seam is not worth a replay; what the device told besides stays with its stretch', () => {
  expect(missingStretches([stretch(0, 100)], [part(0.2, 50), part(50.9, 100)], 0)).toEqual([]);
  expect(missingStretches([{ ...stretch(0, 10), trackToken: 't', timesAheadMs: 7 }], [], 5000)).toEqual([
    { ...stretch(5, 10), trackToken: 't', timesAheadMs: 7 },
  ]);
});

it('never asks for what is there, never twice for the same, and misses at most a second anywhere', () => {
  const second = fc.integer({ min: 0, max: 60 });
  const interval = fc.tuple(second, second).map(([a, b]) => part(Math.min(a, b), Math.max(a, b) + 1));
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 5 }), fc.array(interval, { maxLength: 5 }), second, (wanted, stored, fromS) => {
      const missing = missingStretches(
        wanted.map((each) => ({ ...each, recordingToken: 'r' })),
        stored,
        fromS * 1000,
      );
      for (let s = 0; s < 62; s++) {
        const covers = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => fromMs <= s * 1000 && (s + 1) * 1000 <= toMs;
        const isMissing = wanted.some(covers) && !stored.some(covers) && s >= fromS;
        expect(missing.filter(covers)).toHaveLength(isMissing ? 1 : 0);
      }
    }),
  );
});
