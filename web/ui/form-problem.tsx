import { Alert } from '@mantine/core';
import { type ReactElement, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from './use-problem-text.ts';

interface FormProblemProps {
  /** What the service or the network said to the last try. */
  readonly error: Error | null;
  /** The last try was not even sent: fields are missing or wrong. */
  readonly incomplete: boolean;
  /** Grows with every try, so that each one moves the focus here. */
  readonly tries: number;
}

/** Why a form was not accepted, above it. It takes the focus, so that nobody looks for the reason; what was typed stays. */
export function FormProblem({ error, incomplete, tries }: FormProblemProps): ReactElement | null {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const box = useRef<HTMLDivElement>(null);
  const shown = error !== null || incomplete;
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [shown, tries]);
  if (!shown) return null;
  return (
    <Alert ref={box} tabIndex={-1} role="alert" color="red" title={t('form.notSaved')}>
      {incomplete ? t('form.incomplete') : problemText(error)} {t('form.nothingLost')}
    </Alert>
  );
}
