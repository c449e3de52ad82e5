import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiProblem } from '../api/api-problem.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useComplaintText } from './use-complaint-text.ts';
import { useKnownText } from './use-known-text.ts';

/** Writes any error in the reader's language: by its code, else by its kind, with the service's own words behind when they tell more, and with what each refused field is refused for. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  const knownText = useKnownText();
  const complaintText = useComplaintText();
  return useCallback(
    (error) => {
      if (!isApiProblem(error)) return t('problem.kind.internal');
      if (error.retryAfterS !== null) return t('problem.waitFor', { duration: formats.duration(error.retryAfterS * 1000) });
      const byKind = t(`problem.kind.${error.kind}`);
      const tellsMore = error.kind === 'invalid' || error.kind === 'conflict' || error.kind === 'forbidden';
      const said = knownText(`problem.code.${error.code}`, tellsMore ? `${byKind} (${error.detail})` : byKind);
      // not every form has a line below the field that is meant
      const reasons = error.code === 'validation_failed' ? error.errors.map((complaint) => complaintText(error, complaint)) : [];
      return [said, ...new Set(reasons)].join(' ');
    },
    [t, formats, knownText, complaintText],
  );
}
