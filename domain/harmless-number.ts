import { IDENTITY_WORD } from './identity-word.ts';

/**
 * Numbers that a summary is full of and that identify nobody: instants, dates, times, amounts of money, coordinates, ids, laws and roads.
 * They are taken out before a search for personal data, longest forms first.
 */
const HARMLESS: readonly RegExp[] = [
  // ids
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
  // ISO 8601 instants and dates
  /(?<![\d.-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[t ]\d\d:?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?(?:z|[+-]\d\d:?\d\d)?)?(?!\d|[.-]\d)/g,
  // day month year, year month day
  /(?<!\d[.\-/]?)(?:0?[1-9]|[12]\d|3[01]) ?([.\-/]) ?(?:0?[1-9]|1[0-2]) ?\1 ?(?:19|20)\d\d(?![.\-/]?\d)/g,
  /(?<!\d[.\-/]?)(?:19|20)\d\d ?([./]) ?(?:0?[1-9]|1[0-2]) ?\1 ?(?:0?[1-9]|[12]\d|3[01])(?![.\-/]?\d)/g,
  /(?<![\d/])(?:0?[1-9]|[12]\d|3[01])\/(?:0?[1-9]|1[0-2])(?:\/\d\d)?(?![\d/])/g,
  // times
  /(?<!\d)(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,3})?)?(?!\d)/g,
  // money: thousands in groups or a plain number before a currency or a Vietnamese number word; no amount begins with 0
  /(?<![\d.,])[1-9]\d{0,2}(?:([., ])\d{3})(?:\1\d{3})*(?: ?(?:đồng|vnđ|vnd|usd|đ|₫|\$|triệu|tr|nghìn|ngàn|tỷ|tỉ|k))(?![\p{L}\d])/gu,
  /(?<![\d.,])[1-9]\d*(?:[.,]\d{1,3})? ?(?:đồng|vnđ|vnd|usd|đ|₫|\$|triệu|nghìn|ngàn|tỷ|tỉ)(?![\p{L}\d])/gu,
  // amounts that end in thousands though no currency follows
  new RegExp(String.raw`(?<![\d.,])(?<!${IDENTITY_WORD})[1-9]\d{0,2}([.,])(?:\d{3}\1)*000(?![.,]?\d)`, 'gu'),
  // a pair of coordinates, or one with its sign of degrees
  /(?<![\d.,])-?(?:0|[1-9]\d{0,2})\.\d{3,15}(?: ?°)? ?[,;]? ?-?(?:0|[1-9]\d{0,2})\.\d{3,15}(?: ?°)?(?![\d.])/g,
  /(?<![\d.,])-?(?:0|[1-9]\d{0,2})\.\d{3,15} ?°/g,
];

/** `text` with everything in {@link HARMLESS} replaced by as many `#`, so that offsets stay as they are. */
export function withoutHarmlessNumbers(text: string): string {
  return HARMLESS.reduce((rest, pattern) => rest.replace(pattern, (found) => '#'.repeat(found.length)), text);
}
