/** The part of an address behind "?", each name once; what the values may be is for the page's route to say. */
export type SearchWords = Readonly<Record<string, unknown>>;

/** `?state=offline&q=ngõ` as words. All are text: addresses stay readable, and a number that somebody searches for stays what was typed. */
export function parseSearchWords(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** Words as `?state=offline`; what is no text, or empty, is left out. */
export function searchStringOf(words: SearchWords): string {
  const given = Object.entries(words).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
