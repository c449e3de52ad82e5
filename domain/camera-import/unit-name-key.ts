const CAPITALS = /[A-ZĐ]/g;
const NO_LETTER_OR_DIGIT = /[^\u0300-\u036fa-z0-9đ]+/g;
/** A tone mark, and the letters of its syllable behind it. */
const EARLY_TONE = /([\u0300\u0301\u0303\u0309\u0323])([\u0302\u0306\u031ba-zđ]+)/g;
const NEIGHBOURHOOD_GROUP = new RegExp(`^(?:${'tổ dân phố'.normalize('NFD')}|tdp) `);
const GROUP = 'tổ '.normalize('NFD');

/**
 * What names of units are compared by: without case, Unicode form, punctuation and superfluous spaces, the tone mark at the end of its syllable ("Hoà" is "Hòa"), and `tổ` for "tổ dân phố" and "TDP". Vietnamese marks
 * count: "Tân" is not "Tấn". Empty for a name without Latin letters and digits. The function `unit_name_key` of the database gives the same.
 */
export function unitNameKey(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(CAPITALS, (letter) => letter.toLowerCase())
    .replaceAll(NO_LETTER_OR_DIGIT, ' ')
    .replaceAll(EARLY_TONE, '$2$1')
    .trim()
    .replace(NEIGHBOURHOOD_GROUP, GROUP);
}
