import { Alert, Button, Progress, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { startCheck } from '../api/camera-api.ts';
import type { Job } from '../api/api-types.ts';
import { useFormats } from '../formats/use-formats.ts';
import { FactList } from '../ui/fact-list.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { useKnownText } from '../ui/use-known-text.ts';
import { type CheckResult, readCheckResult } from './check-result.ts';
import { useCameraJob } from './use-job.ts';

/** "Test this camera now": starts the test, shows how far it is, and tells what was found and what to do. */
export function CameraCheck({ cameraId }: { readonly cameraId: string }): ReactElement {
  const { t } = useTranslation();
  const check = useCameraJob({ deviceId: cameraId, what: 'check', request: (key) => startCheck(cameraId, key) });
  return (
    <SectionCard title={t('check.title')}>
      <Text>{t('check.text')}</Text>
      <Button onClick={check.start} loading={check.isRunning}>
        {t('check.start')}
      </Button>
      <div role="status" aria-live="polite">
        {check.isRunning && <RunningCheck progress={check.job?.progress ?? 0} />}
        {!check.isRunning && check.job && <FinishedCheck job={check.job} />}
      </div>
      {check.error && <ProblemView error={check.error} />}
    </SectionCard>
  );
}

function RunningCheck({ progress }: { readonly progress: number }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <Text mb="xs">{t('check.running')}</Text>
      <Progress value={Math.max(8, progress * 100)} animated aria-label={t('check.running')} />
    </>
  );
}

function FinishedCheck({ job }: { readonly job: Job }): ReactElement {
  const { t } = useTranslation();
  const knownText = useKnownText();
  if (job.state === 'failed') {
    return (
      <Alert color="red" title={t('check.failed')}>
        {knownText(`cameraProblem.${job.error?.code}`, job.error?.message ?? t('problem.kind.internal'))}
      </Alert>
    );
  }
  return <CheckFindings result={readCheckResult(job.result)} />;
}

function CheckFindings({ result }: { readonly result: CheckResult }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const good = result.reachable === true && result.problems.length === 0;
  const yesNo = (value: boolean | null) => (value === null ? t('check.notTested') : value ? t('check.yes') : t('check.no'));
  return (
    <>
      <Alert mb="md" color={good ? 'green' : 'orange'} title={good ? t('check.good') : t('check.withProblems')}>
        {result.problems.length > 0 && <ProblemList problems={result.problems} />}
      </Alert>
      <FactList
        facts={[
          { name: t('check.reachable'), value: yesNo(result.reachable) },
          { name: t('check.picture'), value: yesNo(result.snapshotOk) },
          { name: t('clock.title'), value: result.clockOffsetMs === null ? t('clock.unknown') : formats.clockOffset(result.clockOffsetMs) },
          { name: t('check.device'), value: result.device },
          { name: t('check.streams'), value: result.streams.length === 0 ? null : result.streams.join(', ') },
        ]}
      />
    </>
  );
}

function ProblemList({ problems }: Pick<CheckResult, 'problems'>): ReactElement {
  const knownText = useKnownText();
  return (
    <ul style={{ margin: 0, paddingLeft: '1.2rem' }}>
      {problems.map(({ code, message }) => (
        <li key={code}>{knownText(`cameraProblem.${code}`, message)}</li>
      ))}
    </ul>
  );
}
