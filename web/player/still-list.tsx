import { Button, Group } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTimeSeconds } from '../formats/instant-format.ts';
import { SectionCard } from '../ui/section-card.tsx';
import type { MediaTrack, TrackPicture } from './media-track.ts';
import styles from './player.module.css';

interface StillListProps {
  readonly tracks: readonly MediaTrack[];
  readonly shownId: string | undefined;
  readonly onShow: (cameraId: string, picture: TrackPicture) => void;
}

/** Still pictures that the service took within the opened seconds; each stops the clock at its moment and stands in place of its camera's video. Nothing when there are none. */
export function StillList({ tracks, shownId, onShow }: StillListProps): ReactElement | null {
  const { t } = useTranslation();
  const taken = tracks.filter(({ pictures }) => pictures.length > 0);
  if (taken.length === 0) return null;
  return (
    <SectionCard title={t('player.stills')}>
      {taken.map(({ cameraId, cameraName, pictures }) => (
        <div key={cameraId}>
          <h3 className={styles.paneName}>{cameraName}</h3>
          <Group gap="xs">
            {pictures.map((picture) => (
              <Button
                key={picture.id}
                size="xs"
                variant={picture.id === shownId ? 'filled' : 'default'}
                aria-pressed={picture.id === shownId}
                onClick={() => onShow(cameraId, picture)}
              >
                {t('watch.picture', { at: formatTimeSeconds(picture.atMs) })}
              </Button>
            ))}
          </Group>
        </div>
      ))}
    </SectionCard>
  );
}
