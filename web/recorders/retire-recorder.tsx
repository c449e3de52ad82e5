import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Recorder } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { retireRecorder } from '../api/recorder-api.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { recorderKey } from './use-recorders.ts';

/** Takes the recorder out of service for good, with all of its channels. */
export function RetireRecorder({ recorder }: { readonly recorder: Recorder }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const retiring = useMutation({
    mutationFn: () => retireRecorder(recorder.id),
    onSuccess: async () => {
      await navigate('/recorders');
      client.removeQueries({ queryKey: recorderKey(recorder.id) });
      await client.invalidateQueries({ queryKey: queryKeys.cameraLists });
    },
  });
  return (
    <SectionCard title={t('service.title')}>
      <Button variant="outline" color="red.9" onClick={() => setAsking(true)}>
        {t('recorderPage.retire')}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('service.retireTitle', { name: recorder.name })}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack>
          <Text>{t('recorderPage.retireText', { count: recorder.channels.length })}</Text>
          {retiring.error && <ProblemView error={retiring.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button color="red.9" loading={retiring.isPending} onClick={() => retiring.mutate()}>
              {t('recorderPage.retire')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </SectionCard>
  );
}
