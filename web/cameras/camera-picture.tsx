import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera, Snapshot } from '../api/api-types.ts';
import { listSnapshots, snapshotImageUrl, takeSnapshot } from '../api/camera-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatInstantSeconds } from '../formats/instant-format.ts';
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
  return (
    <SectionCard title={t('picture.title')}>
      {may('camera.picture') ? <OwnPicture camera={camera} /> : <Text>{t('picture.notYours')}</Text>}
    </SectionCard>
  );
}

const LOOK_BACK_MS = 7 * 86_400_000;

function OwnPicture({ camera }: { readonly camera: Camera }): ReactElement {
  const { t } = useTranslation();
  const taking = useCameraJob(camera.id, (key) => takeSnapshot(camera.id, key));
  const latest = useQuery({
    queryKey: queryKeys.cameraPart(camera.id, 'snapshots'),
    queryFn: ({ signal }) => listSnapshots(camera.id, { from: new Date(Date.now() - LOOK_BACK_MS).toISOString(), to: new Date().toISOString() }, signal),
  });
  return (
    <>
      <QueryView query={latest}>
        {({ items }) => (items[0] ? <ShownPicture key={items[0].id} snapshot={items[0]} cameraName={camera.name} /> : <Text>{t('picture.none')}</Text>)}
      </QueryView>
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
        {t('picture.takenAt', { at })} · {t(`picture.reason.${snapshot.reason}`)}
        {snapshot.clock !== null && ` · ${formats.clockOffset(snapshot.clock.offsetMs)}`}
      </figcaption>
    </figure>
  );
}
