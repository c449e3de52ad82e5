import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, storeLanguage, storedLanguage } from './language.ts';
import type { vi } from './vi.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof vi };
  }
}

const NAMESPACE = 'translation';

/** Starts translation in the language chosen last, with the texts of what shows first; see {@link restOfTexts}. */
export async function startTranslation(): Promise<void> {
  const language = storedLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await firstTexts(language) } },
    // React escapes what it renders
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}

/** Languages whose texts are all there. */
const whole = new Set<string>();

/** Waits for all texts of the language that shows: every page but the first one needs them. */
export async function restOfTexts(): Promise<void> {
  await addRest(i18next.language as Language);
}

async function addRest(language: Language): Promise<void> {
  if (whole.has(language)) return;
  const rest = language === 'vi' ? (await import('./vi-rest.ts')).viRest : (await import('./en-rest.ts')).enRest;
  i18next.addResourceBundle(language, NAMESPACE, rest, true);
  whole.add(language);
}

/** Changes the language of the whole page and remembers it. */
export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, NAMESPACE)) i18next.addResourceBundle(language, NAMESPACE, await firstTexts(language));
  await addRest(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  storeLanguage(language);
}

async function firstTexts(language: Language): Promise<object> {
  return language === 'vi' ? (await import('./vi-first.ts')).viFirst : (await import('./en-first.ts')).enFirst;
}
