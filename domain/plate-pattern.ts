import { withImitatedDigits } from './imitated-digits.ts';

/** A stretch of a scan text that looks like a number plate. */
export interface PlateSpan {
  readonly start: number;
  readonly end: number;
}

const GAP = String.raw`[ .\-_–—·]`;
const START = String.raw`(?<![\p{L}\p{N}])`;
const END = String.raw`(?!\p{N}|[.,]\d)`;

/** Province code, series, number: 49A-123.45, 51F12345, 29-B1 234.56, 80A 1234, 29-MĐ1 234.56, 80-NG-123-45. */
const CIVIL = new RegExp(
  `${START}(?<code>[1-9]\\d)(?<gap>${GAP}{0,3})(?<series>m?đ\\d?|[a-z]{1,2}\\d?)(?<gap2>${GAP}{0,3}|[:/,])` +
    `(?<number>\\d{3}${GAP}?\\d{2}|\\d{4}|\\d{2}${GAP}\\d{3}|\\d{2}${GAP}\\d{2})${END}`,
  'gu',
);
/** The same with each character on its own: 4 9 A 1 2 3 4 5. */
const SPACED = new RegExp(`${START}[1-9]${GAP}?\\d${GAP}{0,3}[a-z](?:${GAP}?\\d)?(?:${GAP}\\d){4,5}${END}`, 'gu');
/** Diplomatic plates of the older form: 80-291-NG-01. */
const DIPLOMATIC = new RegExp(`${START}[1-9]\\d${GAP}?\\d{3}${GAP}?(?:ng|nn|qt|cv)${GAP}?\\d{2}${END}`, 'gu');
/** Red plates of the army: TM-12-34. */
const MILITARY = new RegExp(`${START}(?<series>[abcdhkpqtv][a-zđ])(?<gap>${GAP}{0,2})\\d{2}(?<gap2>${GAP}?)\\d{2}${END}`, 'gu');

const PLATE_WORD = /(?:biển|bien so|bks|bsx|plate)[^\d]{0,15}$/u;
const VEHICLE_WORD = /(?:biển|bien so|bks|bsx|plate|xe)[^\d]{0,15}$/u;
/** Units and short words that stand between two numbers in ordinary sentences: "20 m 1500", "15 xe 2024". */
const ORDINARY_WORDS = new Set('h g m k l d p s t km kg cm mm ha m2 m3 xe to em co ba an cu ma me ra do di tr va la ca am pm'.split(' '));
/** Abbreviations before numbers that are no plates: city, kilometre, roads, decisions, circulars, letters. */
const ORDINARY_ABBREVIATIONS = new Set('tp km ql tl dt đt dh đh qd qđ cv tt ct hl hd kh tb bc bb pl tk'.split(' '));

/** What says right before a number that it is a vehicle's: "biển số 29A 1234", "xe BV-01-15". A car park, a bus stop, the sea shore say nothing of it. */
const OF_VEHICLE = new RegExp(
  String.raw`(?:(?<!\p{L}|(?:bờ|bãi|ven|giáp) )(?:biển|bien|bks|bsx|plate)(?: (?:số|so|kiểm soát|kiem soat))*` +
    String.raw`|(?<!\p{L}|(?:bến|bãi|giữ|nhà|trạm|đỗ|gửi|rửa|sửa|ben|bai|giu|nha|tram|gui) )(?:xe|ô ?tô|o ?to|mô ?tô|moto|auto)(?: \p{L}+){0,2})[ :]*$`,
  'u',
);

/**
 * Vietnamese number plates in the `text` of a scan text: civil (white, yellow, blue), diplomatic and red ones, with the usual separators or none, also
 * with spaces between all characters. `originalOf(start, end)` gives the original spelling, since capitals tell "20H 1234" from "20h 1234".
 *
 * @param isName the text is the name or code of a thing: there "BV-01-15" is a code, "cột 15A 1234" a pole and "đầu ghi 16CH 1080P" a recorder, unless a word says that it is a vehicle
 */
export function findPlates(text: string, originalOf: (start: number, end: number) => string, isName: boolean): PlateSpan[] {
  // twice: "49A-1O2.34" imitates a digit, while in "49L1-234.56" the l is a letter
  return [text, withImitatedDigits(text)].flatMap((reading) => [
    ...spans(reading, CIVIL, (match) => isCivilPlate(match, reading, originalOf) && !(isName && isNumberedThing(match, reading))),
    ...spans(reading, MILITARY, (match) => isMilitaryPlate(match, reading, originalOf) && !(isName && !isOfVehicle(match, reading))),
    ...spans(reading, SPACED),
    ...spans(reading, DIPLOMATIC),
  ]);
}

function spans(text: string, pattern: RegExp, accept: (match: RegExpExecArray) => boolean = () => true): PlateSpan[] {
  return Array.from(text.matchAll(pattern))
    .filter(accept)
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function isOfVehicle({ index }: RegExpExecArray, text: string): boolean {
  return OF_VEHICLE.test(text.slice(Math.max(0, index - 40), index));
}

/** Of four digits only: today's plates have five, and those of motorcycles part code and series. Standing alone it is a plate. */
function isNumberedThing(match: RegExpExecArray, text: string): boolean {
  const { number = '', gap = '' } = match.groups ?? {};
  if (!/^\d{4}$/.test(number) || /[^ ]/.test(gap)) return false;
  return match[0].length < text.trim().length && !isOfVehicle(match, text);
}

function isCivilPlate(match: RegExpExecArray, text: string, originalOf: (start: number, end: number) => string): boolean {
  const { code = '', gap = '', series = '', gap2 = '', number = '' } = match.groups ?? {};
  const before = text.slice(Math.max(0, match.index - 30), match.index);
  if (PLATE_WORD.test(before)) return true;
  const digits = number.replace(/\D/g, '');
  if (digits.length === 4 && number.length > 4) return false; // 22.11 behind "20h" is a date, not a plate
  if (digits.length === 4 && /[:/,]/.test(gap2)) return false; // a house number
  const isYear = /^(?:19|20)\d\d$/.test(number);
  if (isYear && (series === 't' || /(?:lớp|phòng) $/u.test(before))) return false; // a lorry of 15 T, a class of 12A
  const seriesStart = match.index + code.length + gap.length;
  const spelling = originalOf(seriesStart, seriesStart + series.length);
  if (spelling !== spelling.toLowerCase() || !ORDINARY_WORDS.has(series)) return true;
  if (/^\d{3}[.-]\d{2}$/.test(number)) return true;
  const isTimeRange = /^[hg]$/.test(series) && Number(code) <= 24 && /^(?:[01]\d|2[0-4])[0-5]\d$/.test(number);
  return !isTimeRange && !/ /.test(gap + gap2);
}

function isMilitaryPlate(match: RegExpExecArray, text: string, originalOf: (start: number, end: number) => string): boolean {
  const { series = '', gap = '', gap2 = '' } = match.groups ?? {};
  if (VEHICLE_WORD.test(text.slice(Math.max(0, match.index - 30), match.index))) return true;
  if (gap2 === '' || ORDINARY_ABBREVIATIONS.has(series)) return false;
  const isDashed = /[^ ]/.test(gap) && /[^ ]/.test(gap2);
  if (/[aeiouy]$/.test(series)) return isDashed; // "ca 12-14" is a shift, "từ 12-14" never gets here
  const spelling = originalOf(match.index, match.index + series.length);
  return spelling === spelling.toUpperCase() || isDashed;
}
