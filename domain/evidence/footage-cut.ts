import type { TimeInterval } from '../time-interval.ts';

/** A piece of a stored file, in true time. */
export interface CuttablePiece extends TimeInterval {
  readonly startByte: number;
  readonly endByte: number;
}

/** What of a stored file may go out. */
export type FootageCut =
  /** The whole file, byte for byte. */
  | { readonly kind: 'whole' }
  /** Whole pieces of it, in true time from `fromMs` to `toMs`, as bytes of the file one behind the other. */
  | { readonly kind: 'part'; readonly fromMs: number; readonly toMs: number; readonly byteRanges: readonly (readonly [number, number])[] }
  | { readonly kind: 'nothing' };

/** Whether a stored file lies within what was opened, and so may go out as it is. */
export function liesWithin(file: TimeInterval, window: TimeInterval): boolean {
  return file.fromMs >= window.fromMs && file.toMs <= window.toMs;
}

/**
 * What of a stored file lies within `window`, which is opened to the second: never more. A file that reaches past it gives the pieces (from one key frame up to the next) that lie within it as a whole, so up to one piece at
 * either end is left out. `headBytes` come before every part.
 */
export function cutFootage(file: TimeInterval, window: TimeInterval, headBytes: number, pieces: readonly CuttablePiece[]): FootageCut {
  if (liesWithin(file, window)) return { kind: 'whole' };
  const within = pieces.filter((piece) => liesWithin(piece, window));
  const [first, last] = [within[0], within.at(-1)];
  if (first === undefined || last === undefined) return { kind: 'nothing' };
  const byteRanges = within.reduce<[number, number][]>(
    (ranges, { startByte, endByte }) => {
      const before = ranges.at(-1)!;
      return before[1] === startByte ? [...ranges.slice(0, -1), [before[0], endByte]] : [...ranges, [startByte, endByte]];
    },
    [[0, headBytes]],
  );
  return { kind: 'part', fromMs: Math.floor(first.fromMs), toMs: Math.ceil(last.toMs), byteRanges };
}
