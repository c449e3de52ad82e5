import fc from 'fast-check';
import { expect, it } from 'vitest';
import { coversWhole, footageGaps } from '../../../domain/footage-gaps.ts';

const part = (fromS: number, toS: number) => ({ fromMs: fromS * 1000, toMs: toS * 1000 });
const whole = part(10, 20);

it.each<[string, ReturnType<typeof part>[], ReturnType<typeof part>[]]>([
  ['nothing', [], [whole]],
  ['all of it', [part(5, 25)], []],
  ['the middle', [part(12, 15)], [part(10, 12), part(15, 20)]],
  ['pieces a second apart', [part(10, 15), part(16, 20)], []],
  ['pieces two seconds apart', [part(10, 14), part(16, 20)], [part(14, 16)]],
  // uncertain by more than they are long, such pieces count as footage of the time
  ['only what lies before', [part(0, 5)], [whole]],
  ['only what lies behind', [part(30, 40)], [whole]],
  ['a piece, and one behind the end', [part(10, 15), part(30, 40)], [part(15, 20)]],
  ['all of it, and a piece far behind', [part(5, 20), part(30, 40)], []],
])('%s leaves open what it should', (_what, covered, gaps) => {
  expect(footageGaps(covered, whole)).toEqual(gaps);
  expect(coversWhole(covered.toReversed(), whole)).toBe(gaps.length === 0);
});

it('gaps lie within the whole, in order, and nothing of them is covered', () => {
  const second = fc.integer({ min: 0, max: 40 });
  const piece = fc.tuple(second, second).map(([a, b]) => part(Math.min(a, b), Math.max(a, b) + 1));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const covered = pieces.toSorted((a, b) => a.fromMs - b.fromMs);
      let reachedMs = whole.fromMs;
      for (const gap of footageGaps(covered, whole)) {
        expect(gap.fromMs).toBeGreaterThanOrEqual(reachedMs);
        expect(gap.toMs).toBeGreaterThan(gap.fromMs);
        expect(gap.toMs).toBeLessThanOrEqual(whole.toMs);
        expect(covered.some(({ fromMs, toMs }) => fromMs < gap.toMs && toMs > gap.fromMs)).toBe(false);
        reachedMs = gap.toMs;
      }
    }),
  );
});
