import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem, FieldProblem } from '../api/api-problem.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useKnownText } from './use-known-text.ts';

/** Says in the reader's language what the service has against one field: the rule and its bound, else the words of the refusal's code, else the service's own with what to look at. */
export function useComplaintText(): (problem: ApiProblem, complaint: FieldProblem) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  const knownText = useKnownText();
  return useCallback(
    (problem, { rule, limit, message }) => {
      if (rule !== undefined) return t(`form.rule.${rule}`, { limit: limit === undefined ? '' : formats.number(limit) });
      const refused = t('form.refused', { message });
      // this code only says that a field has a reason of its own
      return problem.code === 'validation_failed' ? refused : knownText(`problem.code.${problem.code}`, refused);
    },
    [t, formats, knownText],
  );
}
