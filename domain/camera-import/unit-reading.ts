import type { UnitLevel } from '../camera-terms.ts';
import { unitNameKey } from './unit-name-key.ts';

/** A name that a unit above may have; with a level, only one of that level: "xã Đinh Văn" is a commune called "Đinh Văn" as well. */
export interface PlaceName {
  readonly key: string;
  readonly level: UnitLevel | null;
}

/** One way to understand a cell as the name of a unit. Keys are those of `unitNameKey`. */
export interface UnitReading {
  readonly key: string;
  /** What the unit above is called; null: nothing is said of it. */
  readonly parent: readonly PlaceName[] | null;
  /** What the unit above that one is called. */
  readonly grandparent: readonly PlaceName[] | null;
}

const SEPARATOR = /\s*[,;]\s*|\s+[-–—]\s+/g;
/** A unit's name has at most 200 characters, and two more may stand behind it. */
const MAX_CHARACTERS = 600;
/** Each separator may belong to a name ("Phường Xuân Hương - Đà Lạt"), so the readings grow with their square. */
const MAX_SEPARATORS = 5;
const LEVEL_WORDS: readonly (readonly [string, UnitLevel])[] = [
  ['phường', 'ward'],
  ['xã', 'commune'],
  ['thị trấn', 'township'],
  ['đặc khu', 'special_zone'],
  ['tỉnh', 'province'],
  ['thành phố', 'province'],
];

/** Registers call a ward "Phường 1" or "1", and so do people. */
function placeNames(text: string): readonly PlaceName[] {
  const key = unitNameKey(text);
  const others = LEVEL_WORDS.map(([words, level]): PlaceName => {
    const word = `${unitNameKey(words)} `;
    return { key: key.startsWith(word) ? key.slice(word.length) : word + key, level };
  });
  return [{ key, level: null }, ...others];
}

/**
 * All ways to understand a cell as the name of a unit: the whole of it, or a name with the units above behind commas or dashes ("Tổ 5, Phường 1", "Tổ 5 - Phường 1 - Lâm Đồng"), the whole first. None for a text that can't be a
 * name.
 */
export function readingsOfUnitText(text: string): readonly UnitReading[] {
  if (text.length > MAX_CHARACTERS) return [];
  const cuts = [...text.matchAll(SEPARATOR)].map(({ index, 0: { length } }) => ({ before: index, after: index + length }));
  const readings: UnitReading[] = [{ key: unitNameKey(text), parent: null, grandparent: null }];
  if (cuts.length > MAX_SEPARATORS) return readings;
  for (const [at, first] of cuts.entries()) {
    const key = unitNameKey(text.slice(0, first.before));
    readings.push({ key, parent: placeNames(text.slice(first.after)), grandparent: null });
    for (const second of cuts.slice(at + 1))
      readings.push({ key, parent: placeNames(text.slice(first.after, second.before)), grandparent: placeNames(text.slice(second.after)) });
  }
  return readings.filter(({ key }) => key !== '');
}
