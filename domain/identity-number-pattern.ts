import { IDENTITY_WORD } from './identity-word.ts';
import { withImitatedDigits } from './imitated-digits.ts';
import type { PersonalDataKind } from './personal-data-match.ts';
import { SHAPE_NUMBERS, shapeLetters, shapeText } from './shape-text.ts';

/** A stretch of a scan text that looks like a phone or ID number. */
export interface IdentityNumberSpan {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

/** What may stand between two digits of one number; a comma with a space begins a new item of a list instead. */
const GAP = `(?:[^${shapeLetters(IDENTITY_WORD)}${SHAPE_NUMBERS}#,;]{1,3}|[,;])?`;
const START = `(?<![${SHAPE_NUMBERS}])`;
const END = `(?![${SHAPE_NUMBERS}])`;
const digits = (count: number) => `(?:${GAP}\\d){${count}}`;
/** The first three digits of a citizen number: 001 to 096, together and apart. */
const PROVINCE = String.raw`0(?:0[1-9]|[1-8]\d|9[0-6])`;
const PROVINCE_APART = `0${GAP}(?:0${GAP}[1-9]|[1-8]${GAP}\\d|9${GAP}[0-6])`;

/** Vietnamese mobile, old eleven-digit mobile and fixed lines behind a 0. */
const NATIONAL = `0${GAP}(?:[35789]${digits(8)}|1${GAP}[2689]${digits(8)}|2${digits(9)})`;
/** The same behind +84, 0084, 84, with or without a needless 0. */
const INTERNATIONAL = String.raw`(?:\+ ?|00 ?)?8${GAP}4${GAP}\)?(?:\(?0\)?${GAP})?(?:[35789]${digits(8)}|2${digits(9)})`;
const FOREIGN = String.raw`\+ ?[1-9]${GAP}\d(?:${GAP}\d){8,13}`;

const CITIZEN_SHAPES = [
  String.raw`\d{9}`,
  String.raw`${GAP}\d{3}${GAP}\d{3}${GAP}\d{3}`,
  String.raw`\d${GAP}\d{4}${GAP}\d{4}`,
  String.raw`\d{3}${GAP}\d{6}`,
  String.raw`${GAP}\d${GAP}\d{2}${GAP}\d{6}`, // place, sex, year, number
].join('|');

const compiled = (source: string) => new RegExp(source, 'g');

/** In order: what an earlier one has found, a later one doesn't see. */
const PATTERNS: readonly (readonly [PersonalDataKind, RegExp])[] = [
  ['citizen_id', compiled(`${START}${PROVINCE}(?:${CITIZEN_SHAPES})${END}`)],
  ['phone_number', compiled(`${START}${NATIONAL}${END}`)],
  ['phone_number', compiled(`${START}${INTERNATIONAL}${END}`)],
  ['phone_number', compiled(`${START}${FOREIGN}${END}`)],
  ['citizen_id', compiled(`${START}${PROVINCE_APART}${digits(9)}${END}`)],
  // any nine or twelve digits behind the word for it
  ['citizen_id', compiled(String.raw`(?<=${IDENTITY_WORD})${START}\d(?:${digits(11)}|${digits(8)})${END}`)],
  // the nine digits of the old identity card; sums of money have been taken out before
  ['citizen_id', compiled(String.raw`(?<!\d[.,\-]?)(?!\d+000${END})\d{9}${END}(?![.,]\d)`)],
  ['citizen_id', compiled(String.raw`(?<!\d[.,\- ]?)\d{3}([ .\-])\d{3}\1(?!000)\d{3}${END}(?![.,\- ]\d)`)],
  ['citizen_id', compiled(String.raw`(?<!\d[.,\- ]?)\d([ .\-])\d(?:\1\d){7}${END}(?![.,\- ]\d)`)],
];

/**
 * Phone numbers (mobile and fixed, national and +84, foreign with +) and citizen numbers (12 digits, the older card with 9) in the `text` of a scan text from
 * which harmless numbers were taken out. The letters O, I and l between digits are read as the digits they imitate. Finds don't overlap.
 */
export function findIdentityNumbers(text: string): IdentityNumberSpan[] {
  const found: IdentityNumberSpan[] = [];
  const { shape, offsets } = shapeText(withImitatedDigits(text), IDENTITY_WORD);
  let rest = shape;
  for (const [kind, pattern] of PATTERNS) {
    rest = rest.replace(pattern, (match: string, ...tail: unknown[]) => {
      const start = tail.find((item): item is number => typeof item === 'number')!;
      found.push({ kind, start: offsets[start]!, end: offsets[start + match.length]! });
      return '#'.repeat(match.length);
    });
  }
  return found;
}
