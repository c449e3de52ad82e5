/**
 * A text made comparable for pattern searches: compatibility forms unified (full-width, circled and mathematical characters), digits of every
 * script as 0–9, letters lower-case and Cyrillic and Greek look-alikes as Latin, invisible characters left out. Marks on letters are kept,
 * so that the word "và" isn't the letters "va". Each character remembers where it came from.
 */
export interface ScanText {
  readonly text: string;
  /** UTF-16 offset in the original of the character that made `text[index]`. */
  readonly starts: readonly number[];
  /** UTF-16 offset just behind that character. */
  readonly ends: readonly number[];
}

const LOOK_ALIKES = new Map(
  Object.entries({ а: 'a', в: 'b', с: 'c', е: 'e', н: 'h', к: 'k', м: 'm', о: 'o', р: 'p', т: 't', х: 'x', у: 'y', ѕ: 's', і: 'i', ј: 'j' }).concat(
    Object.entries({ α: 'a', β: 'b', ε: 'e', ζ: 'z', η: 'h', ι: 'i', κ: 'k', μ: 'm', ν: 'n', ο: 'o', ρ: 'p', τ: 't', υ: 'y', χ: 'x' }),
  ),
);

/** The comparable form of `original`, with the way back to its offsets. */
export function scanText(original: string): ScanText {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  let offset = 0;
  for (const character of composed(original)) {
    const end = offset + character.source.length;
    for (const unit of comparable(character.text)) {
      text += unit;
      starts.push(offset);
      ends.push(end);
    }
    offset = end;
  }
  return { text, starts, ends };
}

/** Letters with the marks that follow them as one piece: text may come decomposed, and NFC alone would lose the offsets. */
function composed(original: string): { source: string; text: string }[] {
  return Array.from(original.matchAll(/\P{M}\p{M}*|\p{M}+/gsu), ([source]) => ({ source, text: source.normalize('NFKC') }));
}

/** UTF-16 units of one piece. Marks on digits and alone, and format characters such as zero-width spaces, vanish. */
function comparable(piece: string): string[] {
  const visible = piece.replace(/[\p{Cf}\p{Me}\u115F\u1160\u3164]/gu, '').replace(/(\p{Nd}|^)\p{M}+/gu, '$1');
  return [...visible.toLowerCase()].flatMap((character) => [...(LOOK_ALIKES.get(character) ?? digitOf(character))].flatMap((one) => one.split('')));
}

/** A decimal digit of any script as 0–9: Unicode gives each script ten code points in a row, from zero on. */
function digitOf(character: string): string {
  if (!/^\p{Nd}$/u.test(character)) return character;
  const codePoint = character.codePointAt(0)!;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(codePoint - value - 1))) value += 1;
  return String(value);
}
