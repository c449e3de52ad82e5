import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutFootage, liesWithin, type CuttablePiece } from '../../../../domain/evidence/footage-cut.ts';

const HEAD = 700;

/** Pieces of a second and 1,000 bytes each, behind the head. */
function piecesFrom(fromMs: number, count: number): CuttablePiece[] {
  return Array.from({ length: count }, (_, n) => ({
    startByte: HEAD + n * 1000,
    endByte: HEAD + (n + 1) * 1000,
    fromMs: fromMs + n * 1000,
    toMs: fromMs + (n + 1) * 1000,
  }));
}

test('a file within the window goes in whole, one that touches its ends too', () => {
  expect(cutFootage({ fromMs: 1000, toMs: 6000 }, { fromMs: 1000, toMs: 6000 }, HEAD, [])).toEqual({ kind: 'whole' });
});

test('one that reaches past it gives its head and the pieces within, one behind the other', () => {
  const file = { fromMs: 0, toMs: 5000 };
  expect(cutFootage(file, { fromMs: 1500, toMs: 4200 }, HEAD, piecesFrom(0, 5))).toEqual({
    kind: 'part',
    fromMs: 2000,
    toMs: 4000,
    byteRanges: [
      [0, HEAD],
      [HEAD + 2000, HEAD + 4000],
    ],
  });
  expect(cutFootage(file, { fromMs: -1000, toMs: 3000 }, HEAD, piecesFrom(0, 5))).toEqual({
    kind: 'part',
    fromMs: 0,
    toMs: 3000,
    byteRanges: [[0, HEAD + 3000]],
  });
});

test('one without a whole piece in the window gives nothing', () => {
  expect(cutFootage({ fromMs: 0, toMs: 5000 }, { fromMs: 1500, toMs: 2400 }, HEAD, piecesFrom(0, 5))).toEqual({ kind: 'nothing' });
});

test('never a byte of a piece that shows anything beyond the window', () => {
  const at = fc.integer({ min: -10_000, max: 10_000 });
  fc.assert(
    fc.property(at, fc.nat(12), at, fc.integer({ min: 1, max: 9000 }), (fromMs, count, startMs, lengthMs) => {
      const window = { fromMs: startMs, toMs: startMs + lengthMs };
      const pieces = piecesFrom(fromMs, count);
      const file = { fromMs, toMs: fromMs + count * 1000 };
      const cut = cutFootage(file, window, HEAD, pieces);
      if (cut.kind === 'whole') {
        expect(liesWithin(file, window)).toBe(true);
        return;
      }
      const ranges = cut.kind === 'part' ? cut.byteRanges : [];
      const isIn = (piece: CuttablePiece): boolean => ranges.some(([from, to]) => from <= piece.startByte && piece.endByte <= to);
      expect(pieces.filter(isIn)).toEqual(pieces.filter((piece) => liesWithin(piece, window)));
      if (cut.kind === 'part') expect(cut.fromMs >= window.fromMs && cut.toMs <= window.toMs).toBe(true);
    }),
  );
});
