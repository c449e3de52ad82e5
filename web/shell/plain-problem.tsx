import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../ui/use-problem-text.ts';

interface PlainProblemProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** A failure before any part of the component library is there, with a way to try again. */
export function PlainProblem({ error, onRetry }: PlainProblemProps): ReactElement {
  const { t } = useTranslation();
  const problemText = useProblemText();
  return (
    <div role="alert" className="plain-message">
      <p>{problemText(error)}</p>
      <button type="button" onClick={onRetry}>
        {t('common.retry')}
      </button>
    </div>
  );
}
