/** What somebody looks for who types a place. Words are as typed; the database folds them like the names they are compared with. */
export type PlaceQuestion =
  | { readonly kind: 'words'; readonly words: string }
  /** A house in a street: `street` is the answer where that house isn't known. */
  | { readonly kind: 'house'; readonly words: string; readonly street: string }
  /** Where two streets meet; `words` is all of it, since a junction may have that very name. */
  | { readonly kind: 'crossing'; readonly words: string; readonly streets: readonly [string, string] };

/** At least so many letters or digits make a question. */
export const LEAST_PLACE_LETTERS = 2;

const JUNCTION = /^(?:ngã (?:ba|tư|năm|sáu|bảy)|giao lộ|nút giao|góc(?: đường| phố)?|crossing of|corner of)\s+/iu;
const MEETS = /\s+(?:giao(?: với)?|gặp|cắt|với|và|x|and|at)\s+|\s+[-–—/]\s+|\s*[×&+]\s*/iu;
/** "12", "12A", "12/3", "12-14", and "số nhà" or "no." before it; the comma after it doesn't count. */
const HOUSE = /^(?:(?:số(?: nhà)?|nhà(?: số)?|no\.?)\s+)?(\d{1,4}\p{L}?(?:[/-]\d{1,4}\p{L}?){0,3}),?\s+(?=.*\p{L})(.+)$/iu;
const STREET = /^(?:đường|phố|đ\.|street|road)\s+(?=\S)/iu;

/**
 * How a typed place is to be looked for.
 *
 * @param typed any text: "Ngã ba Hoa Mai - Bạch Đàn", "12/3 Trần Phú", "chợ Đinh Văn"
 * @returns undefined when there are fewer than {@link LEAST_PLACE_LETTERS} letters or digits in it
 */
export function readPlaceQuestion(typed: string): PlaceQuestion | undefined {
  const words = typed.normalize('NFC').replace(/\s+/g, ' ').trim();
  if ((words.match(/[\p{L}\p{N}]/gu) ?? []).length < LEAST_PLACE_LETTERS) return undefined;
  const streets = words
    .replace(JUNCTION, '')
    .split(MEETS)
    .map((part) => part.replace(STREET, '').trim());
  if (streets.length === 2 && streets.every((street) => /[\p{L}\p{N}]/u.test(street))) return { kind: 'crossing', words, streets: [streets[0]!, streets[1]!] };
  const house = HOUSE.exec(words);
  if (house !== null) {
    const street = house[2]!.replace(STREET, '');
    return { kind: 'house', words: `${house[1]} ${street}`, street };
  }
  return { kind: 'words', words };
}
