import { useCallback } from 'react';
import { importProblemText } from '../../domain/camera-import/outcome-text.ts';
import { useLanguage } from '../i18n/use-language.ts';

/** Writes why a row or a file was refused in the reader's language; what the service says itself is English. */
export function useImportProblemText(): (problem: Parameters<typeof importProblemText>[1]) => string {
  const language = useLanguage();
  return useCallback((problem) => importProblemText(language, problem), [language]);
}
