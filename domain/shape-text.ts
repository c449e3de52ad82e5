/** Stand-ins for all letters, numbers and other signs that no pattern names. */
const LETTER = 'ɐ';
const NUMBER = '½';
const OTHER = '¤';

/** A scan text in which every code point is one UTF-16 unit, and all that patterns needn't tell apart is the same: class by class, so that patterns need no `\p{…}`. */
export interface ShapeText {
  readonly shape: string;
  /** UTF-16 offset in the scan text of `shape[index]`; one more entry behind the last. */
  readonly offsets: readonly number[];
}

/**
 * Letters of a shape text, for a character class. A class like `[^\p{L}\p{N}]` has over six hundred ranges; a pattern that repeats it some hundred times takes seconds to compile, in front of the first person who types a name.
 *
 * @param named the letters beyond ASCII that patterns name
 */
export function shapeLetters(named: string): string {
  return `a-zA-Z${LETTER}${[...new Set(named.match(/[^\0-\x7F]/g))].join('')}`;
}

/** Numbers of a shape text, for a character class. */
export const SHAPE_NUMBERS = `0-9${NUMBER}`;

/** @param named the letters beyond ASCII that patterns name: they stay */
export function shapeText(text: string, named: string): ShapeText {
  const offsets: number[] = [];
  let shape = '';
  let offset = 0;
  for (const character of text) {
    offsets.push(offset);
    offset += character.length;
    shape += character <= '\x7F' || named.includes(character) ? character : classOf(character);
  }
  offsets.push(offset);
  return { shape, offsets };
}

function classOf(character: string): string {
  if (/\p{L}/u.test(character)) return LETTER;
  return /\p{N}/u.test(character) ? NUMBER : OTHER;
}
