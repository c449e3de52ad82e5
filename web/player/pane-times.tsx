import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceTimeAt, type MediaTrack, type TrackSegment } from './media-track.ts';
import { formatMoment } from './moment-format.ts';
import styles from './player.module.css';

interface PaneTimesProps {
  readonly track: MediaTrack;
  readonly shown: TrackSegment | undefined;
  readonly positionMs: number;
}

/** True time with how exact it is for this camera, and what the camera's own clock said. */
export function PaneTimes({ track, shown, positionMs }: PaneTimesProps): ReactElement {
  const { t } = useTranslation();
  const deviceMs = deviceTimeAt(track, positionMs);
  const time = formatMoment(positionMs);
  return (
    <p className={styles.times}>
      <span>
        {shown === undefined
          ? t('player.trueTime', { time })
          : t('player.trueTimeWithin', { time, seconds: Math.max(1, Math.ceil(shown.uncertaintyMs / 1000)) })}
      </span>
      <span>{deviceMs === null ? t('watch.noDeviceTime') : t('watch.deviceTime', { time: formatMoment(deviceMs) })}</span>
    </p>
  );
}
