import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { prepareMedia } from '../api/media-api.ts';
import { formatInstantSeconds } from '../formats/instant-format.ts';
import { timesAt, type MediaSegment } from './media-parts.ts';
import { PreparationNotice } from './preparation-notice.tsx';
import { usePrepared } from './use-prepared.ts';
import styles from './media.module.css';

interface SegmentVideoProps {
  readonly segment: MediaSegment;
  /** Is made ready while this one plays; nothing of it is loaded. */
  readonly nextUrl: string | undefined;
  readonly onEnded: () => void;
  readonly onReopen: () => void;
}

/** One segment as video, with the true time and the device's own beneath. It leaves the screen when it can't be loaded any more. */
export function SegmentVideo({ segment, nextUrl, onEnded, onReopen }: SegmentVideoProps): ReactElement {
  const { t } = useTranslation();
  const prepared = usePrepared(segment.url);
  const [isBroken, setIsBroken] = useState(false);
  const [positionS, setPositionS] = useState(0);
  useEffect(() => {
    if (nextUrl === undefined || prepared !== 'ready') return undefined;
    const abort = new AbortController();
    void prepareMedia(nextUrl, abort.signal);
    return () => abort.abort();
  }, [nextUrl, prepared]);
  if (prepared !== 'ready') return <PreparationNotice state={prepared} onReopen={onReopen} />;
  if (isBroken) return <PreparationNotice state="refused" onReopen={onReopen} />;
  const { trueMs, deviceMs } = timesAt(segment, positionS);
  return (
    <figure className={styles.screen}>
      {/* camera footage has no words to write down */}
      <video
        src={segment.url}
        controls
        autoPlay
        muted
        playsInline
        disablePictureInPicture
        aria-label={t('watch.video')}
        onTimeUpdate={(event) => setPositionS(event.currentTarget.currentTime)}
        onEnded={onEnded}
        onError={() => setIsBroken(true)}
      />
      <figcaption className={styles.times}>
        <span>{t('watch.trueTime', { time: formatInstantSeconds(trueMs), seconds: Math.max(1, Math.ceil(segment.uncertaintyMs / 1000)) })}</span>
        <span>{deviceMs === null ? t('watch.noDeviceTime') : t('watch.deviceTime', { time: formatInstantSeconds(deviceMs) })}</span>
      </figcaption>
    </figure>
  );
}
