import type { KeyboardEvent, MouseEvent, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { CaseMoment } from '../api/api-types.ts';
import { formatInstantSeconds, formatTimeSeconds } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { IntervalTable } from '../ui/interval-table.tsx';
import type { StripPart } from '../ui/strip-part.ts';
import { TimeStrip } from '../ui/time-strip.tsx';
import type { MediaTrack } from './media-track.ts';
import { formatMoment } from './moment-format.ts';
import type { Playback } from './playback.ts';
import styles from './player.module.css';
import { trackParts } from './track-parts.ts';
import { usePlaybackState } from './use-playback.ts';

interface TimelineProps {
  readonly tracks: readonly MediaTrack[];
  readonly window: TimeInterval;
  readonly moments: readonly CaseMoment[];
  readonly playback: Playback;
}

/** One line of true time for all cameras: footage, gaps, pictures and marked moments of each, and a slider that moves all of them. */
export function Timeline({ tracks, window, moments, playback }: TimelineProps): ReactElement {
  const { t } = useTranslation();
  const { positionMs } = usePlaybackState(playback);
  const words = { recorded: t('footage.recorded'), gap: t('footage.gap') };
  const rows = tracks.map((track) => ({ track, parts: trackParts(track, words) }));
  const leftPercent = ((positionMs - window.fromMs) / (window.toMs - window.fromMs)) * 100;
  return (
    <div className={styles.timeline}>
      {rows.map(({ track, parts }) => (
        <TrackRow
          key={track.cameraId}
          track={track}
          parts={parts}
          window={window}
          moments={moments.filter(({ cameraId, at }) => cameraId === track.cameraId && Date.parse(at) >= window.fromMs && Date.parse(at) <= window.toMs)}
          leftPercent={leftPercent}
          onSeek={(toMs) => playback.seek(toMs)}
        />
      ))}
      <div className={styles.rowHead} aria-hidden="true" />
      <div>
        <input
          type="range"
          className={styles.scrubber}
          aria-label={t('player.scrubber')}
          aria-valuetext={formatInstantSeconds(positionMs)}
          min={0}
          max={window.toMs - window.fromMs}
          step={1}
          value={Math.round(positionMs - window.fromMs)}
          onChange={(event) => playback.seek(window.fromMs + Number(event.currentTarget.value))}
          onKeyDown={leaveKeysToThePlayer}
        />
        <div className={styles.ends} aria-hidden="true">
          <span>{formatTimeSeconds(window.fromMs)}</span>
          <span>{formatTimeSeconds(window.toMs)}</span>
        </div>
      </div>
      <div className={styles.wholeRow}>
        <IntervalTable
          caption={t('player.timeline')}
          what={t('footage.what')}
          rows={rows.flatMap(({ track, parts }) => parts.map((part) => ({ ...part, group: track.cameraName })))}
        />
      </div>
    </div>
  );
}

/** A slider of its own would go by milliseconds. */
function leaveKeysToThePlayer(event: KeyboardEvent): void {
  if (['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'].includes(event.key)) event.preventDefault();
}

interface TrackRowProps {
  readonly track: MediaTrack;
  readonly parts: readonly StripPart[];
  readonly window: TimeInterval;
  readonly moments: readonly CaseMoment[];
  readonly leftPercent: number;
  readonly onSeek: (toMs: number) => void;
}

function TrackRow({ track, parts, window, moments, leftPercent, onSeek }: TrackRowProps): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const lengthOf = (tone: StripPart['tone']) => parts.filter((part) => part.tone === tone).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const gist = t('player.row', {
    name: track.cameraName,
    footage: formats.duration(lengthOf('good')),
    gap: formats.duration(lengthOf('none')),
    pictures: track.pictures.length,
  });
  const percentOf = (atMs: number): string => `${((atMs - window.fromMs) / (window.toMs - window.fromMs)) * 100}%`;
  // the slider below does the same for the keyboard
  const seek = (event: MouseEvent<HTMLDivElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    onSeek(window.fromMs + ((event.clientX - left) / width) * (window.toMs - window.fromMs));
  };
  return (
    <>
      <div className={styles.rowHead}>{track.cameraName}</div>
      <div className={styles.row} onClick={seek}>
        <TimeStrip label={gist} window={window} parts={parts} />
        {track.pictures.map(({ id, atMs }) => (
          <span key={id} className={styles.pictureTick} style={{ left: percentOf(atMs) }} title={t('watch.picture', { at: formatTimeSeconds(atMs) })} />
        ))}
        {moments.map(({ id, at, note }) => (
          <span key={id} className={styles.momentTick} style={{ left: percentOf(Date.parse(at)) }} title={`${formatMoment(Date.parse(at))} ${note}`} />
        ))}
        <span className={styles.playhead} style={{ left: `${leftPercent}%` }} />
      </div>
    </>
  );
}
