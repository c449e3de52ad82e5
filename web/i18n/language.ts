/** The languages of the interface, Vietnamese first. */
export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const STORAGE_KEY = 'matpho.language';

/** The language chosen last on this device; Vietnamese when none was, or when the browser keeps nothing. */
export function storedLanguage(): Language {
  try {
    return toLanguage(localStorage.getItem(STORAGE_KEY));
  } catch {
    return 'vi';
  }
}

/** Remembers the choice; a browser that keeps nothing just asks again. */
export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // private windows of some browsers refuse storage: the choice then holds until the page is closed
  }
}

/** `text` as a language; Vietnamese for anything unknown. */
export function toLanguage(text: string | null | undefined): Language {
  return LANGUAGES.find((language) => language === text) ?? 'vi';
}
