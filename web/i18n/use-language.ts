import { useTranslation } from 'react-i18next';
import { type Language, toLanguage } from './language.ts';

/** The language that the page shows now. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return toLanguage(i18n.language);
}
