import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, storeLanguage, storedLanguage } from './language.ts';
import type { Translation } from './translation.ts';
import type { vi } from './vi.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof vi };
  }
}

/** Starts translation in the language chosen last; only that language's texts are fetched. */
export async function startTranslation(): Promise<void> {
  const language = storedLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await loadTexts(language) } },
    // React escapes what it renders
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}

/** Changes the language of the whole page and remembers it. */
export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await loadTexts(language));
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  storeLanguage(language);
}

async function loadTexts(language: Language): Promise<Translation> {
  return language === 'vi' ? (await import('./vi.ts')).vi : (await import('./en.ts')).en;
}
