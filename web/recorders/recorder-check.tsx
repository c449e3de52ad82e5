import { Alert, Button, Progress, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job, Recorder } from '../api/api-types.ts';
import { startRecorderCheck } from '../api/recorder-api.ts';
import { readCheckResult, type CheckResult } from '../cameras/check-result.ts';
import { useCameraJob } from '../cameras/use-job.ts';
import { useFormats } from '../formats/use-formats.ts';
import { FactList } from '../ui/fact-list.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { useKnownText } from '../ui/use-known-text.ts';

/** Tests the recorder and each of its channels now, and tells what was found. */
export function RecorderCheck({ recorder }: { readonly recorder: Recorder }): ReactElement {
  const { t } = useTranslation();
  const check = useCameraJob({ deviceId: recorder.id, what: 'check', request: (key) => startRecorderCheck(recorder.id, key) });
  return (
    <SectionCard title={t('check.title')}>
      <Text>{t('recorderCheck.text')}</Text>
      <Button onClick={check.start} loading={check.isRunning}>
        {t('recorderCheck.start')}
      </Button>
      <div role="status" aria-live="polite">
        {check.isRunning && <Progress value={Math.max(8, (check.job?.progress ?? 0) * 100)} animated aria-label={t('check.running')} />}
        {!check.isRunning && check.job && <Findings job={check.job} recorder={recorder} />}
      </div>
      {check.error && <ProblemView error={check.error} />}
    </SectionCard>
  );
}

function Findings({ job, recorder }: { readonly job: Job; readonly recorder: Recorder }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const knownText = useKnownText();
  if (job.state === 'failed')
    return (
      <Alert color="red" title={t('check.failed')}>
        {knownText(`cameraProblem.${job.error?.code}`, job.error?.message ?? t('problem.kind.internal'))}
      </Alert>
    );
  const result = readCheckResult(job.result);
  const channels = channelResults(job.result);
  const good = result.problems.length === 0 && channels.every(({ snapshotOk }) => snapshotOk === true);
  const nameOf = (cameraId: string) => recorder.channels.find((channel) => channel.cameraId === cameraId);
  return (
    <>
      <Alert mb="md" color={good ? 'green' : 'orange'} title={good ? t('recorderCheck.good') : t('check.withProblems')}>
        {result.problems.map(({ code, message }) => (
          <div key={code}>{knownText(`cameraProblem.${code}`, message)}</div>
        ))}
      </Alert>
      <FactList
        facts={[
          { name: t('check.device'), value: result.device },
          { name: t('clock.title'), value: result.clockOffsetMs === null ? t('clock.unknown') : formats.clockOffset(result.clockOffsetMs) },
          ...channels.map(({ cameraId, snapshotOk, problems }) => ({
            name: t('recorderForm.channelTitle', { channel: nameOf(cameraId)?.channel ?? '?', name: nameOf(cameraId)?.name ?? '' }),
            value:
              snapshotOk === true ? t('recorderCheck.pictureOk') : problems.map(({ code, message }) => knownText(`cameraProblem.${code}`, message)).join(' '),
          })),
        ]}
      />
    </>
  );
}

/** Results of the channels, which the API keeps as free-form facts. */
function channelResults(result: Job['result']): (CheckResult & { readonly cameraId: string })[] {
  const channels = result?.['channels'];
  if (!Array.isArray(channels)) return [];
  return (channels as Record<string, unknown>[]).map((facts) => ({ ...readCheckResult(facts), cameraId: String(facts['cameraId']) }));
}
