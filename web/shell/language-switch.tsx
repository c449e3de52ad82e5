import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../i18n/i18n.ts';
import { LANGUAGES, type Language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import styles from './language-switch.module.css';

const NAMES: Readonly<Record<Language, string>> = { vi: 'Tiếng Việt', en: 'English' };
const SHORT_NAMES: Readonly<Record<Language, string>> = { vi: 'VI', en: 'EN' };

/** Changes the language of the whole page; each language is named in itself. */
export function LanguageSwitch(): ReactElement {
  const { t } = useTranslation();
  const current = useLanguage();
  return (
    <div role="group" aria-label={t('shell.language')} className={styles.group}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          title={NAMES[language]}
          aria-label={`${SHORT_NAMES[language]} – ${NAMES[language]}`}
          aria-pressed={language === current}
          className={styles.button}
          onClick={() => void changeLanguage(language)}
        >
          {SHORT_NAMES[language]}
        </button>
      ))}
    </div>
  );
}
