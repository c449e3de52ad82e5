import { useCallback } from 'react';
import { IMPORT_PROBLEMS_VI } from '../../domain/camera-import/outcome-text.ts';
import { useLanguage } from '../i18n/use-language.ts';

/** Writes why a row or a file was refused in the reader's language; what the service says itself is English. */
export function useImportProblemText(): (problem: { readonly code: string; readonly message: string }) => string {
  const language = useLanguage();
  return useCallback(({ code, message }) => (language === 'vi' ? (IMPORT_PROBLEMS_VI[code] ?? message) : message), [language]);
}
