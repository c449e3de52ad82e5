import { Button } from '@mantine/core';
import { useEffect, useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PictureView } from '../media/picture-view.tsx';
import type { FrameWatch } from './frame-watch.ts';
import { segmentAfter, type MediaTrack, type TrackPicture, type TrackSegment } from './media-track.ts';
import { PaneTimes } from './pane-times.tsx';
import type { Playback } from './playback.ts';
import styles from './player.module.css';
import type { PrepareQueue } from './prepare-queue.ts';
import { SyncedVideo } from './synced-video.tsx';
import { usePlaybackState } from './use-playback.ts';
import { useShownSegment } from './use-shown-segment.ts';

interface CameraPaneProps {
  readonly track: MediaTrack;
  readonly playback: Playback;
  readonly watch: FrameWatch;
  readonly queue: PrepareQueue;
  /** Frames are stepped, and moments marked, by this camera. */
  readonly isLead: boolean;
  readonly onLead: () => void;
  /** A picture that is shown in place of the video. */
  readonly picture: TrackPicture | undefined;
  readonly onReopen: () => void;
}

/** So long before it is needed the next piece is loaded: bytes that were sent are a look, so not sooner. */
const AHEAD_MS = 3000;
/** So many pieces ahead are made ready, of which nothing is sent. */
const PREPARED_AHEAD = 2;

/** One camera: its video at the moment of the clock, or that there is none, with both times beneath. */
export function CameraPane({ track, playback, watch, queue, isLead, onLead, picture, onReopen }: CameraPaneProps): ReactElement {
  const { t } = useTranslation();
  const headingId = useId();
  const { positionMs, isPlaying, rate } = usePlaybackState(playback);
  const shown = useShownSegment(track, playback);
  const next = shown === undefined ? track.segments.find(({ fromMs }) => fromMs > positionMs) : segmentAfter(track, shown);
  const isNear = next !== undefined && isPlaying && next.fromMs - positionMs < AHEAD_MS * rate;
  usePreparedAhead(track, shown, queue);
  const loaded = [...(shown === undefined ? [] : [shown]), ...(isNear && next.id !== shown?.id ? [next] : [])];
  return (
    <section className={styles.pane} aria-labelledby={headingId} data-lead={isLead}>
      <div className={styles.paneHead}>
        <h3 id={headingId} className={styles.paneName}>
          {track.cameraName}
        </h3>
        <Button
          size="compact-sm"
          variant={isLead ? 'filled' : 'default'}
          aria-pressed={isLead}
          aria-label={t('player.leadLabel', { name: track.cameraName })}
          onClick={onLead}
        >
          {t('player.lead')}
        </Button>
      </div>
      <div className={styles.screen}>
        {picture === undefined ? (
          <>
            {shown === undefined && <p className={styles.nothing}>{t('player.nothingNow')}</p>}
            {loaded.map((segment) => (
              <SyncedVideo
                key={segment.url}
                segment={segment}
                cameraId={track.cameraId}
                cameraName={track.cameraName}
                playback={playback}
                watch={watch}
                queue={queue}
                isShown={segment === shown}
                onReopen={onReopen}
              />
            ))}
          </>
        ) : (
          <PictureView key={picture.id} picture={picture.listed} onReopen={onReopen} />
        )}
      </div>
      <PaneTimes track={track} shown={shown} positionMs={positionMs} />
    </section>
  );
}

/** Has the pieces after the shown one made, in turn. */
function usePreparedAhead(track: MediaTrack, shown: TrackSegment | undefined, queue: PrepareQueue): void {
  useEffect(() => {
    const abort = new AbortController();
    let ahead = shown;
    for (let count = 0; count < PREPARED_AHEAD && ahead !== undefined; count += 1) {
      ahead = segmentAfter(track, ahead);
      if (ahead !== undefined) void queue.prepare(ahead.url, ahead.fromMs, abort.signal);
    }
    return () => abort.abort();
  }, [track, shown, queue]);
}
