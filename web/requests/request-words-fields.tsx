import { Textarea, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonalDataNotice } from '../incidents/personal-data-notice.tsx';
import type { RequestTerms } from './use-request-terms.ts';

/** Purpose and legal basis of a request, with what is missing or may not be said in them. */
export function RequestWordsFields({ terms: { words, setWords, tried } }: { readonly terms: RequestTerms }): ReactElement {
  const { t } = useTranslation();
  const missing = (text: string) => tried && text.trim() === '' && t('formProblem.required');
  return (
    <>
      <Textarea
        data-autofocus
        autoFocus
        required
        autosize
        minRows={2}
        maxLength={2000}
        label={t('request.purpose')}
        description={t('request.form.purposeHint')}
        value={words.purpose}
        error={missing(words.purpose)}
        onChange={(event) => setWords({ ...words, purpose: event.currentTarget.value })}
      />
      <TextInput
        required
        maxLength={500}
        label={t('request.legalBasis')}
        description={t('request.form.basisHint')}
        value={words.legalBasis}
        error={missing(words.legalBasis)}
        onChange={(event) => setWords({ ...words, legalBasis: event.currentTarget.value })}
      />
      <PersonalDataNotice text={`${words.purpose}\n${words.legalBasis}`} />
    </>
  );
}
