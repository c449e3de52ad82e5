import { Button, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemView } from '../ui/problem-view.tsx';
import type { CameraJob } from './use-job.ts';

/** "Take a picture now", and how it went. */
export function TakePicture({ taking }: { readonly taking: CameraJob }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <Button onClick={taking.start} loading={taking.isRunning} variant="default">
        {t('picture.take')}
      </Button>
      <div role="status">
        {taking.isRunning && <Text>{t('picture.taking')}</Text>}
        {taking.job?.state === 'failed' && <Text c="red.9">{t('picture.failed')}</Text>}
      </div>
      {taking.error && <ProblemView error={taking.error} />}
    </>
  );
}
