/** How a video stands. Times are seconds from its beginning. */
export interface VideoStand {
  readonly currentS: number;
  readonly durationS: number;
  readonly isSeeking: boolean;
}

/** Where it has to stand. */
export interface VideoGoal {
  readonly targetS: number;
  readonly rate: number;
  readonly isRunning: boolean;
  /** It plays and waits for another camera: it stands where it stands, unless it is far off. */
  readonly isHeld: boolean;
}

/** What brings it there: a jump, or a little faster or slower. */
export interface SyncAct {
  readonly seekToS: number | null;
  readonly playbackRate: number;
}

/** Further off than this at normal speed, it jumps: to catch up would take seconds. */
const JUMP_S = 0.2;
const JUMP_WHEN_SLOW_S = 0.09;
/** Nearer than this nothing is done: a frame lasts as long. */
const STILL_S = 0.015;
const HELD_S = 0.08;
const EXACT_S = 0.0005;
/** How much faster or slower at most; more is seen. */
const MOST_SHIFT = 0.2;
/** Drift is made good within about this time. */
const CATCH_UP_S = 0.4;
/** Behind the last picture there is nothing. */
const LAST_S = 0.001;

/** Keeps a video at the master clock. A positive drift is a video that is ahead. */
export function syncVideo(video: VideoStand, goal: VideoGoal): SyncAct {
  const targetS = Math.max(0, Math.min(goal.targetS, video.durationS - LAST_S));
  const driftS = video.currentS - targetS;
  const stay: SyncAct = { seekToS: null, playbackRate: goal.rate };
  if (video.isSeeking) return stay;
  if (!goal.isRunning) return Math.abs(driftS) > (goal.isHeld ? HELD_S : EXACT_S) ? { ...stay, seekToS: targetS } : stay;
  if (Math.abs(driftS) > Math.max(JUMP_WHEN_SLOW_S, JUMP_S * goal.rate)) return { ...stay, seekToS: targetS };
  if (Math.abs(driftS) <= STILL_S) return stay;
  const shift = Math.max(-MOST_SHIFT, Math.min(MOST_SHIFT, -driftS / (CATCH_UP_S * goal.rate)));
  return { seekToS: null, playbackRate: goal.rate * (1 + shift) };
}
