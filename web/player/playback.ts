import type { TimeInterval } from '../../domain/time-interval.ts';

/** Speeds that are offered. */
export const RATES = [0.25, 0.5, 1, 2, 4] as const;

/** Where the one clock stands by which all videos go. */
export interface PlaybackState {
  /** True time, epoch milliseconds, as of the last tick. */
  readonly positionMs: number;
  readonly isPlaying: boolean;
  readonly rate: number;
  /** Whose pictures are waited for; nothing goes on meanwhile. */
  readonly waitingFor: readonly string[];
}

/** One clock of true time that videos follow: it runs while it plays and nobody has to be waited for, and stays within its window. */
export interface Playback {
  /** True time now, to the millisecond. */
  positionMs(): number;
  /** Whether the clock runs at this moment. */
  isRunning(): boolean;
  /** The same object until something changes. */
  state(): PlaybackState;
  subscribe(listener: () => void): () => void;
  play(): void;
  pause(): void;
  setRate(rate: number): void;
  /** Goes to an instant of true time, as near as the window lets it. */
  seek(toMs: number): void;
  setWindow(window: TimeInterval): void;
  /** The camera `cameraId` has pictures of this moment that aren't there yet, or has them now. */
  setWaiting(cameraId: string, isWaiting: boolean): void;
  /** Tells listeners where the clock stands, and stops it at the end. */
  tick(): void;
}

/** @param now milliseconds of any steady clock */
export function createPlayback(window: TimeInterval, now: () => number): Playback {
  const waiting = new Set<string>();
  const listeners = new Set<() => void>();
  let bounds = window;
  let anchor = { positionMs: window.fromMs, atMs: now() };
  let state: PlaybackState = { positionMs: window.fromMs, isPlaying: false, rate: 1, waitingFor: [] };
  const clamp = (ms: number) => Math.min(Math.max(ms, bounds.fromMs), bounds.toMs);
  const isRunning = () => state.isPlaying && waiting.size === 0;
  const positionMs = () => clamp(isRunning() ? anchor.positionMs + (now() - anchor.atMs) * state.rate : anchor.positionMs);
  /** Changes what the clock depends on, from where it stands. */
  const change = (apply: () => Partial<PlaybackState>) => {
    const at = positionMs();
    const changed = apply();
    anchor = { positionMs: clamp(changed.positionMs ?? at), atMs: now() };
    state = { ...state, ...changed, positionMs: anchor.positionMs, waitingFor: [...waiting] };
    for (const listener of listeners) listener();
  };
  const atEnd = () => positionMs() >= bounds.toMs;
  return {
    positionMs,
    isRunning,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    play: () => change(() => ({ isPlaying: true, ...(atEnd() && { positionMs: bounds.fromMs }) })),
    pause: () => change(() => ({ isPlaying: false })),
    setRate: (rate) => change(() => ({ rate })),
    seek: (toMs) => change(() => ({ positionMs: toMs })),
    setWindow(next) {
      if (next.fromMs === bounds.fromMs && next.toMs === bounds.toMs) return;
      change(() => {
        bounds = next;
        return {};
      });
    },
    setWaiting(cameraId, isWaiting) {
      if (waiting.has(cameraId) === isWaiting) return;
      change(() => {
        if (isWaiting) waiting.add(cameraId);
        else waiting.delete(cameraId);
        return {};
      });
    },
    tick: () => {
      if (isRunning()) change(() => (atEnd() ? { isPlaying: false } : {}));
    },
  };
}
