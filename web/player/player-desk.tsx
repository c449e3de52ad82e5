import { useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { CaseMoment, Incident } from '../api/api-types.ts';
import { useMay } from '../session/session-context.ts';
import { CameraPane } from './camera-pane.tsx';
import { createFrameWatch, type FrameWatch } from './frame-watch.ts';
import { MarkForm } from './mark-form.tsx';
import { spanOf, type MediaTrack, type TrackPicture } from './media-track.ts';
import { MomentPanel } from './moment-panel.tsx';
import { PlayerControls } from './player-controls.tsx';
import styles from './player.module.css';
import { createPrepareQueue } from './prepare-queue.ts';
import { ShortcutList } from './shortcut-list.tsx';
import { shortcutOf } from './shortcuts.ts';
import { StillList } from './still-list.tsx';
import { Timeline } from './timeline.tsx';
import { useMomentPages } from './use-moments.ts';
import { usePlayback, usePlaybackState } from './use-playback.ts';
import { usePlayerActs } from './use-player-acts.ts';

interface PlayerDeskProps {
  readonly incident: Incident;
  /** At least one. */
  readonly tracks: readonly MediaTrack[];
  readonly window: TimeInterval;
  readonly onReopen: () => void;
}

/** The cameras side by side at one moment of true time, what moves that moment, and what was marked in it. */
export function PlayerDesk({ incident, tracks, window, onReopen }: PlayerDeskProps): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const desk = useRef<HTMLElement>(null);
  const note = useRef<HTMLInputElement>(null);
  const [queue] = useState(createPrepareQueue);
  const [leadId, setLeadId] = useState<string | null>(null);
  const lead = tracks.find(({ cameraId }) => cameraId === leadId) ?? tracks[0]!;
  const playback = usePlayback(window, spanOf(tracks.flatMap(({ segments }) => segments.slice(0, 1)))?.fromMs ?? window.fromMs);
  const watchOf = useFrameWatches();
  const act = usePlayerActs({ playback, tracks, lead, watch: watchOf(lead.cameraId), window, desk, note });
  const pages = useMomentPages(incident.id);
  const moments = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const { shown, show } = useStill(playback);
  const nameOf = (cameraId: string) => tracks.find((track) => track.cameraId === cameraId)?.cameraName ?? '';
  const goTo = ({ cameraId, at }: CaseMoment): void => {
    playback.pause();
    playback.seek(Date.parse(at));
    setLeadId(cameraId);
    desk.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const pressed = isTyping(event) ? undefined : shortcutOf(event);
    if (pressed === undefined) return;
    event.preventDefault();
    act(pressed);
  };
  return (
    <>
      {/* the keys of the player work while the focus is within it */}
      <section ref={desk} tabIndex={0} className={styles.desk} aria-label={t('player.desk')} onKeyDown={onKeyDown}>
        <div className={styles.panes} data-count={tracks.length}>
          {tracks.map((track) => (
            <CameraPane
              key={track.cameraId}
              track={track}
              playback={playback}
              watch={watchOf(track.cameraId)}
              queue={queue}
              isLead={track === lead}
              onLead={() => setLeadId(track.cameraId)}
              picture={shown?.cameraId === track.cameraId ? shown.picture : undefined}
              onReopen={onReopen}
            />
          ))}
        </div>
        <PlayerControls playback={playback} onAct={act} nameOf={nameOf} />
        <Timeline tracks={tracks} window={window} moments={moments} playback={playback} />
        <ShortcutList />
      </section>
      <StillList tracks={tracks} shownId={shown?.picture.id} onShow={show} />
      <MomentPanel incidentId={incident.id} pages={pages} canShow={(moment) => isWithin(tracks, moment)} onShow={goTo}>
        {may('moment.mark') && <MarkForm incidentId={incident.id} track={lead} playback={playback} field={note} />}
      </MomentPanel>
    </>
  );
}

/** A key that is pressed in a field, or on something that the key itself works on. */
function isTyping({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== 'range' && !(target.type === 'radio' && !key.startsWith('Arrow') && key !== ' ');
  return target.matches('textarea, select') || ([' ', 'Enter'].includes(key) && target.matches('button, a, summary'));
}

function isWithin(tracks: readonly MediaTrack[], { cameraId, at }: CaseMoment): boolean {
  const atMs = Date.parse(at);
  return tracks.some((track) => track.cameraId === cameraId && track.windows.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs));
}

/** A watch for each camera, for as long as the page is there. */
function useFrameWatches(): (cameraId: string) => FrameWatch {
  const [watches] = useState(() => new Map<string, FrameWatch>());
  return (cameraId) => {
    const found = watches.get(cameraId) ?? createFrameWatch();
    watches.set(cameraId, found);
    return found;
  };
}

/** The still picture that is shown, until the clock leaves its moment. */
function useStill(playback: Parameters<typeof usePlaybackState>[0]) {
  const [still, setStill] = useState<{ readonly cameraId: string; readonly picture: TrackPicture } | null>(null);
  const { positionMs } = usePlaybackState(playback);
  const isLeft = still !== null && Math.abs(positionMs - still.picture.atMs) >= 1;
  if (isLeft) setStill(null);
  const show = (cameraId: string, picture: TrackPicture): void => {
    playback.pause();
    playback.seek(picture.atMs);
    setStill({ cameraId, picture });
  };
  return { shown: isLeft ? null : still, show };
}
