import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from '@tanstack/react-router';
import type { Recorder } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { retireRecorder } from '../api/recorder-api.ts';
import { RetireButton } from '../ui/retire-button.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { recorderKey } from './use-recorders.ts';

/** Takes the recorder out of service for good, with all of its channels. */
export function RetireRecorder({ recorder }: { readonly recorder: Recorder }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  return (
    <SectionCard title={t('service.title')}>
      <RetireButton
        label={t('recorderPage.retire')}
        name={recorder.name}
        text={t('recorderPage.retireText', { count: recorder.channels.length })}
        retire={() => retireRecorder(recorder.id)}
        onRetired={async () => {
          await navigate({ to: '/recorders' });
          client.removeQueries({ queryKey: recorderKey(recorder.id) });
          await client.invalidateQueries({ queryKey: queryKeys.cameraLists });
        }}
      />
    </SectionCard>
  );
}
