import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preparation } from '../api/media-api.ts';
import { PreparationNotice } from '../media/preparation-notice.tsx';
import type { FrameWatch } from './frame-watch.ts';
import type { TrackSegment } from './media-track.ts';
import type { Playback } from './playback.ts';
import styles from './player.module.css';
import type { PrepareQueue } from './prepare-queue.ts';
import { useVideoSync } from './use-video-sync.ts';

interface SyncedVideoProps {
  readonly segment: TrackSegment;
  readonly cameraId: string;
  readonly cameraName: string;
  readonly playback: Playback;
  readonly watch: FrameWatch;
  readonly queue: PrepareQueue;
  /** Else it is loaded ahead, out of sight. */
  readonly isShown: boolean;
  readonly onReopen: () => void;
}

/** One piece of video that follows the clock. It leaves the screen when it can't be loaded any more, and then nobody waits for it. */
export function SyncedVideo({ segment, cameraId, cameraName, playback, watch, queue, isShown, onReopen }: SyncedVideoProps): ReactElement | null {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const prepared = usePreparedInTurn(segment, queue);
  const [isBroken, setIsBroken] = useState(false);
  const isWaited = isShown && prepared === 'preparing';
  const isThere = prepared === 'ready' && !isBroken;
  useEffect(() => {
    if (!isWaited) return undefined;
    playback.setWaiting(cameraId, true);
    return () => playback.setWaiting(cameraId, false);
  }, [isWaited, cameraId, playback]);
  useVideoSync(video, isThere && isShown, { segment, cameraId, playback, watch });
  if (!isThere) return isShown ? <PreparationNotice state={prepared === 'ready' ? 'refused' : prepared} onReopen={onReopen} /> : null;
  return (
    // camera footage has no words to write down
    <video
      ref={video}
      className={styles.video}
      src={segment.url}
      preload="auto"
      muted
      playsInline
      disablePictureInPicture
      disableRemotePlayback
      data-shown={isShown}
      data-from-ms={segment.fromMs}
      aria-label={t('player.video', { name: cameraName })}
      aria-hidden={!isShown}
      onError={() => setIsBroken(true)}
    />
  );
}

function usePreparedInTurn({ url, fromMs }: TrackSegment, queue: PrepareQueue): Preparation | 'preparing' {
  const [state, setState] = useState<Preparation | 'preparing'>('preparing');
  useEffect(() => {
    const abort = new AbortController();
    void queue.prepare(url, fromMs, abort.signal).then(setState);
    return () => abort.abort();
  }, [url, fromMs, queue]);
  return state;
}
