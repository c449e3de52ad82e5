import { Alert, Button, Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from './use-problem-text.ts';

interface ProblemViewProps {
  readonly error: unknown;
  readonly title?: string;
  /** What to say instead of the words that belong to the error's code. */
  readonly text?: string | undefined;
  readonly onRetry?: () => void;
}

/** A failure in plain words, announced at once, with a way to try again where that makes sense. */
export function ProblemView({ error, title, text, onRetry }: ProblemViewProps): ReactElement {
  const { t } = useTranslation();
  const problemText = useProblemText();
  return (
    <Alert role="alert" color="red" variant="light" title={title ?? t('problem.title')}>
      <Group justify="space-between" gap="sm">
        <Text c="dark.9">{text ?? problemText(error)}</Text>
        {onRetry && (
          <Button variant="default" size="sm" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
