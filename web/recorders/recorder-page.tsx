import { Alert } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from '@tanstack/react-router';
import type { Recorder } from '../api/api-types.ts';
import pageStyles from '../cameras/camera-page.module.css';
import styles from '../cameras/camera-list.module.css';
import { ClockSection } from '../clocks/clock-section.tsx';
import { formatInstant } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { StateIcon } from '../map/state-icon.tsx';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import { FactList } from '../ui/fact-list.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { PageOf } from '../ui/page-of.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { useKnownText } from '../ui/use-known-text.ts';
import { RecorderCheck } from './recorder-check.tsx';
import { RecorderPassword } from './recorder-password.tsx';
import { RetireRecorder } from './retire-recorder.tsx';
import { useRecorder } from './use-recorders.ts';

/** `/recorders/$recorderId`: one address, one password, one clock, and the channels behind them. */
export function RecorderPage(): ReactElement {
  const { t } = useTranslation();
  const { recorderId } = useParams({ from: '/_app/recorders/$recorderId' });
  return (
    <PageOf query={useRecorder(recorderId)} pendingTitle={t('recorderPage.title')}>
      {(recorder) => <RecorderSections key={recorder.id} recorder={recorder} />}
    </PageOf>
  );
}

function RecorderSections({ recorder }: { readonly recorder: Recorder }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const isDialled = recorder.source.kind !== 'registered';
  return (
    <PageFrame title={recorder.name} aside={<Link to="/recorders">{t('recorderPage.back')}</Link>}>
      <RecorderState recorder={recorder} />
      <div className={pageStyles.columns}>
        <div className={pageStyles.column}>
          <ChannelSection recorder={recorder} />
          {may('camera.check') && isDialled && <RecorderCheck recorder={recorder} />}
        </div>
        <div className={pageStyles.column}>
          <RecorderFacts recorder={recorder} />
          {may('clock.read') && <ClockSection owner={{ kind: 'recorder', id: recorder.id, name: recorder.name }} />}
          {may('camera.update') && isDialled && <RecorderPassword recorderId={recorder.id} />}
          {may('camera.retire') && <RetireRecorder recorder={recorder} />}
        </div>
      </div>
    </PageFrame>
  );
}

function RecorderState({ recorder }: { readonly recorder: Recorder }): ReactElement {
  const { t } = useTranslation();
  const knownText = useKnownText();
  const { lastProblem, reachable, source } = recorder;
  const state = source.kind === 'registered' ? 'registered' : reachable;
  return (
    <Alert color={reachable === 'down' ? 'red' : reachable === 'up' ? 'green' : 'gray'} title={t(`recorderState.${state}`)}>
      {state === 'down' ? knownText(`cameraProblem.${lastProblem?.code}`, lastProblem?.message ?? '') : t(`recorderStateText.${state}`)}
    </Alert>
  );
}

function ChannelSection({ recorder }: { readonly recorder: Recorder }): ReactElement {
  const { t } = useTranslation();
  return (
    <SectionCard title={t('recorderForm.channels', { count: recorder.channels.length })}>
      <ul className={styles.list}>
        {recorder.channels.map(({ cameraId, channel, name, state }) => (
          <li key={cameraId} className={styles.item}>
            <Link to="/cameras/$cameraId" params={{ cameraId }} className={styles.link}>
              <StateIcon state={state} size={26} />
              <span className={styles.text}>
                <span className={styles.name}>{t('recorderForm.channelTitle', { channel: channel ?? '?', name })}</span>
                <span className={styles.state}>{t(`cameraState.${state}`)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}

function RecorderFacts({ recorder }: { readonly recorder: Recorder }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const { source, clock } = recorder;
  const dialled = source.kind === 'registered' ? null : source;
  return (
    <SectionCard title={t('recorderPage.facts')}>
      <FactList
        facts={[
          { name: t('cameraFacts.owner'), value: recorder.ownerName },
          { name: t('recorderPage.place'), value: [recorder.siteName, recorder.unitName].filter((part) => part !== null).join(' · ') },
          { name: t('cameraFacts.source'), value: t(`sourceKind.${source.kind}`) },
          { name: t('cameraFacts.address'), value: dialled && <code>{dialled.url}</code> },
          { name: t('recorderForm.template'), value: source.kind === 'rtsp' ? <code>{source.channelUrlTemplate}</code> : null },
          {
            name: t('cameraFacts.credentials'),
            value: dialled && (dialled.hasCredentials ? t('cameraFacts.credentialsKept') : t('cameraFacts.credentialsNone')),
          },
          {
            name: t('recorderPage.clock'),
            value: clock === null ? t('clock.unknown') : `${formats.clockOffset(clock.offsetMs)} (${formatInstant(clock.readAt)})`,
          },
          { name: t('recorderPage.lastContact'), value: recorder.lastContactAt === null ? null : formatInstant(recorder.lastContactAt) },
          { name: t('cameraFacts.created'), value: formatInstant(recorder.createdAt) },
        ]}
      />
    </SectionCard>
  );
}
