import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemView } from './problem-view.tsx';

interface RetireButtonProps {
  /** What the button says, before and in the question. */
  readonly label: string;
  /** Name of what goes out of service. */
  readonly name: string;
  /** The question, where it is about something else than going out of service for good. */
  readonly title?: string;
  /** What it means, for the question. */
  readonly text: string;
  readonly retire: () => Promise<void>;
  /** Where to go and what to forget once it is out of service. */
  readonly onRetired: () => Promise<void>;
}

/** Takes something out of service for good, after a question. */
export function RetireButton({ label, name, title, text, retire, onRetired }: RetireButtonProps): ReactElement {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const retiring = useMutation({ mutationFn: retire, onSuccess: onRetired });
  return (
    <>
      <Button variant="outline" color="red.9" onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={title ?? t('service.retireTitle', { name })}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack>
          <Text>{text}</Text>
          {retiring.error && <ProblemView error={retiring.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button color="red.9" loading={retiring.isPending} onClick={() => retiring.mutate()}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
