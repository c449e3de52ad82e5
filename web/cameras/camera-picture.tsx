import { Text } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera, Snapshot } from '../api/api-types.ts';
import { snapshotImageUrl } from '../api/camera-api.ts';
import { PictureReadingForm } from '../clocks/picture-reading-form.tsx';
import { formatInstant, formatInstantSeconds } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useMay } from '../session/session-context.ts';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './camera-picture.module.css';
import { TakePicture } from './take-picture.tsx';
import { useOwnPicture } from './use-own-picture.ts';

/** The last picture, for the owning board only: everybody else is told why not and how footage is opened instead. */
export function CameraPicture({ camera }: { readonly camera: Camera }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  return <SectionCard title={t('picture.title')}>{may('camera.picture') ? <OwnPicture camera={camera} /> : <Text>{t('picture.notYours')}</Text>}</SectionCard>;
}

function OwnPicture({ camera }: { readonly camera: Camera }): ReactElement {
  const { t } = useTranslation();
  const { recent, taking } = useOwnPicture(camera.id);
  return (
    <>
      <QueryView query={recent}>{({ items }) => <LatestPicture snapshots={items} cameraName={camera.name} />}</QueryView>
      {camera.source.kind !== 'registered' && <TakePicture taking={taking} />}
      <Text size="sm" c="dimmed">
        {t('picture.logged')}
      </Text>
    </>
  );
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
      {own && <PictureReadingForm key={`clock ${own.id}`} snapshot={own} cameraName={cameraName} />}
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
