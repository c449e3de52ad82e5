import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats/use-formats.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import type { HandInWork, Sending } from './use-hand-in.ts';

/** How far the file is, and what can be done about it. */
export function HandInProgress({ work, sending }: { readonly work: HandInWork; readonly sending: Sending }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const { file, progress, state, uploadId, error } = sending;
  const share = file.size === 0 ? 0 : progress.sentBytes / file.size;
  const text = t('handIn.progress', { percent: formats.ratio(share), sent: formats.bytes(progress.sentBytes), total: formats.bytes(file.size) });
  return (
    <Stack gap="sm">
      <Text fw={600}>{file.name}</Text>
      <Progress.Root size="lg">
        <Progress.Section value={share * 100} aria-label={text} />
      </Progress.Root>
      <Text role="status">{state === 'paused' ? `${t('handIn.paused')} ${text}` : text}</Text>
      {progress.waiting && state === 'sending' && <Alert color="yellow">{t('handIn.waiting')}</Alert>}
      {state === 'failed' && <ProblemView error={error} />}
      <Text size="sm">{t('handIn.keepOpen')}</Text>
      <Group gap="sm">
        {state === 'sending' ? (
          <Button onClick={work.pause}>{t('handIn.pause')}</Button>
        ) : (
          <Button onClick={() => work.goOn({ id: uploadId, receivedBytes: progress.sentBytes }, file)}>{t('handIn.resume')}</Button>
        )}
        <Button variant="default" onClick={() => work.cancel(uploadId)}>
          {t('handIn.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
