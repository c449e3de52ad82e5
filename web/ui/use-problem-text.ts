import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiProblem } from '../api/api-problem.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useKnownText } from './use-known-text.ts';

/** Writes any error in the reader's language: by its code, else by its kind, with the service's own words behind when they tell more. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  const knownText = useKnownText();
  return useCallback(
    (error) => {
      if (!isApiProblem(error)) return t('problem.kind.internal');
      if (error.retryAfterS !== null) return t('problem.waitFor', { duration: formats.duration(error.retryAfterS * 1000) });
      const byKind = t(`problem.kind.${error.kind}`);
      const tellsMore = error.kind === 'invalid' || error.kind === 'conflict' || error.kind === 'forbidden';
      return knownText(`problem.code.${error.code}`, tellsMore ? `${byKind} (${error.detail})` : byKind);
    },
    [t, formats, knownText],
  );
}
