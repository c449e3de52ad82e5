/** A scan text in which the letters O, I and l beside digits are read as the digits that they imitate. Its length stays the same. */
export function withImitatedDigits(text: string): string {
  return text
    .replace(/(?<![\p{L}])o(?=[ .-]?[35789]\d)/gu, '0')
    .replace(/(?<=\d)o+(?=\d|o|(?!\p{L}))/gu, (letters) => '0'.repeat(letters.length))
    .replace(/(?<=\d)[il|]+(?=\d)/gu, (letters) => '1'.repeat(letters.length));
}
