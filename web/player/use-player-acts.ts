import { useRef, type RefObject } from 'react';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { FrameWatch } from './frame-watch.ts';
import { nextFootageMs, type MediaTrack } from './media-track.ts';
import { RATES, type Playback } from './playback.ts';
import type { ShortcutAct } from './shortcuts.ts';
import { stepLead } from './step-lead.ts';

/** What acts work on. */
interface ActParts {
  readonly playback: Playback;
  readonly tracks: readonly MediaTrack[];
  /** Frames are stepped by this camera, drawn as `watch` tells. */
  readonly lead: MediaTrack;
  readonly watch: FrameWatch;
  readonly window: TimeInterval;
  /** What fills the screen. */
  readonly desk: RefObject<HTMLElement | null>;
  /** Where the note of a moment is written. */
  readonly note: RefObject<HTMLElement | null>;
}

const NEAR_MS = 1000;
const FAR_MS = 10_000;

/** Does what buttons and keys ask for. */
export function usePlayerActs({ playback, tracks, lead, watch, window, desk, note }: ActParts): (act: ShortcutAct) => void {
  const isStepping = useRef(false);
  const by = (ms: number) => playback.seek(playback.positionMs() + ms);
  const step = (direction: 1 | -1): void => {
    // a held key repeats faster than frames are drawn
    if (isStepping.current) return;
    isStepping.current = true;
    void stepLead(playback, lead, watch, direction).finally(() => {
      isStepping.current = false;
    });
  };
  const speed = (steps: 1 | -1): void => {
    const index = RATES.findIndex((rate) => rate === playback.state().rate) + steps;
    playback.setRate(RATES[Math.max(0, Math.min(RATES.length - 1, index))]!);
  };
  const acts: Readonly<Record<ShortcutAct, () => void>> = {
    toggle: () => (playback.state().isPlaying ? playback.pause() : playback.play()),
    back: () => by(-NEAR_MS),
    on: () => by(NEAR_MS),
    farBack: () => by(-FAR_MS),
    farOn: () => by(FAR_MS),
    frameBack: () => step(-1),
    frameOn: () => step(1),
    slower: () => speed(-1),
    faster: () => speed(1),
    start: () => playback.seek(window.fromMs),
    end: () => playback.seek(window.toMs - 1),
    nextFootage: () => playback.seek(nextFootageMs(tracks, playback.positionMs()) ?? playback.positionMs()),
    mark: () => {
      playback.pause();
      void leaveFullScreen().then(() => note.current?.focus());
    },
    fullScreen: () => void (document.fullscreenElement === null ? desk.current?.requestFullscreen().catch(() => undefined) : leaveFullScreen()),
  };
  return (act) => acts[act]();
}

async function leaveFullScreen(): Promise<void> {
  if (document.fullscreenElement !== null) await document.exitFullscreen();
}
