import { Button, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toIso } from '../../domain/time-interval.ts';
import type { Camera, Snapshot } from '../api/api-types.ts';
import { type InstantRange, listSnapshots, snapshotImageUrl, takeSnapshot } from '../api/camera-api.ts';
import { PictureReadingForm } from '../clocks/picture-reading-form.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { formatInstant, formatInstantSeconds } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useMay } from '../session/session-context.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './camera-picture.module.css';
import { useCameraJob } from './use-job.ts';

/** The last picture, for the owning board only: everybody else is told why not and how footage is opened instead. */
export function CameraPicture({ camera }: { readonly camera: Camera }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  return <SectionCard title={t('picture.title')}>{may('camera.picture') ? <OwnPicture camera={camera} /> : <Text>{t('picture.notYours')}</Text>}</SectionCard>;
}

const LOOK_BACK_MS = 7 * 86_400_000;

function OwnPicture({ camera }: { readonly camera: Camera }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const queryKey = queryKeys.footageIndex(camera.id, 'snapshots');
  const taking = useCameraJob(
    camera.id,
    (key) => takeSnapshot(camera.id, key),
    () => void client.invalidateQueries({ queryKey }),
  );
  const recent = useQuery({ queryKey, queryFn: ({ signal }) => listSnapshots(camera.id, lastDays(), signal) });
  return (
    <>
      <QueryView query={recent}>{({ items }) => <LatestPicture snapshots={items} cameraName={camera.name} />}</QueryView>
      {camera.source.kind !== 'registered' && (
        <Button onClick={taking.start} loading={taking.isRunning} variant="default">
          {t('picture.take')}
        </Button>
      )}
      <div role="status">
        {taking.isRunning && <Text>{t('picture.taking')}</Text>}
        {taking.job?.state === 'failed' && <Text c="red.9">{t('picture.failed')}</Text>}
      </div>
      {taking.error && <ProblemView error={taking.error} />}
      <Text size="sm" c="dimmed">
        {t('picture.logged')}
      </Text>
    </>
  );
}

function lastDays(): InstantRange {
  const nowMs = Date.now();
  return { from: toIso(nowMs - LOOK_BACK_MS), to: toIso(nowMs) };
}

interface LatestPictureProps {
  /** Newest first. */
  readonly snapshots: readonly Snapshot[];
  readonly cameraName: string;
}

/** The newest picture that the board itself asked for. Those that the service took by schedule or alarm are footage, opened only through a case. */
function LatestPicture({ snapshots, cameraName }: LatestPictureProps): ReactElement {
  const { t } = useTranslation();
  const own = snapshots.find(({ reason }) => reason === 'request');
  const scheduled = snapshots.find(({ reason }) => reason !== 'request');
  return (
    <>
      {own ? <ShownPicture key={own.id} snapshot={own} cameraName={cameraName} /> : <Text>{t('picture.none')}</Text>}
      {own && <PictureReadingForm key={`clock ${own.id}`} snapshot={own} />}
      {scheduled && (
        <Text size="sm" c="dimmed">
          {t('picture.scheduled', { at: formatInstant(scheduled.takenAt) })}
        </Text>
      )}
    </>
  );
}

function ShownPicture({ snapshot, cameraName }: { readonly snapshot: Snapshot; readonly cameraName: string }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const [broken, setBroken] = useState(false);
  const at = formatInstantSeconds(snapshot.takenAt);
  if (broken) return <Text c="red.9">{t('picture.broken')}</Text>;
  return (
    <figure className={styles.figure}>
      <img
        className={styles.image}
        src={snapshotImageUrl(snapshot.id)}
        alt={t('picture.alt', { name: cameraName, at })}
        width={snapshot.widthPx}
        height={snapshot.heightPx}
        onError={() => setBroken(true)}
      />
      <figcaption>
        {t('picture.takenAt', { at })}
        {snapshot.clock !== null && ` · ${formats.clockOffset(snapshot.clock.offsetMs)}`}
      </figcaption>
    </figure>
  );
}
