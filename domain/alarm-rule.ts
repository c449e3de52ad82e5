import type { TimeInterval } from './time-interval.ts';

const MINUTE_MS = 60_000;

/** When presses of one bell belong together. */
const JOIN = { withinMs: MINUTE_MS, atMostMs: 15 * MINUTE_MS } as const;

/** A press that comes sooner than this after the last one is counted, and told to nobody: a relay that sticks would fill log and screens. */
const QUIET_PRESS_MS = 5000;

/** What an alarm takes and keeps. */
export const ALARM_PLAN = {
  /** When each camera gives a picture, from the start of the burst. */
  burstAtMs: [0, 2000, 5000],
  /** Cameras of a burst and of its hold; the nearest that see the whole place come first. */
  mostCameras: 12,
  /** A burst that could not begin this long after the alarm is given up: it would show something else. */
  burstLostAfterMs: 10 * MINUTE_MS,
  /** Footage is held from two minutes before the press to ten minutes after it. */
  heldBeforeMs: 2 * MINUTE_MS,
  heldAfterMs: 10 * MINUTE_MS,
  /** When it happened, as far as a bell can tell: in the two minutes before somebody pressed, or in the minute after. */
  occurredAfterMs: MINUTE_MS,
  /** An alarm that nobody took by then is told to every officer of the unit. */
  unansweredAfterMs: MINUTE_MS,
} as const;

/** A press of a bell, as the next one finds it. */
export interface EarlierPress {
  readonly raisedAtMs: number;
  readonly lastPressedAtMs: number;
}

/** Whether a press at `nowMs` belongs to an earlier alarm: within a minute of its last press, and a quarter of an hour of its first. */
export function joinsAlarm(earlier: EarlierPress | undefined, nowMs: number): boolean {
  if (earlier === undefined) return false;
  return nowMs - earlier.lastPressedAtMs <= JOIN.withinMs && nowMs - earlier.raisedAtMs <= JOIN.atMostMs;
}

/** Whether a joined press is worth telling: five seconds after the one before. */
export function isPressTold(lastPressedAtMs: number, nowMs: number): boolean {
  return nowMs - lastPressedAtMs >= QUIET_PRESS_MS;
}

/** The footage that an alarm at `raisedAtMs` holds. */
export function alarmHold(raisedAtMs: number): TimeInterval {
  return { fromMs: raisedAtMs - ALARM_PLAN.heldBeforeMs, toMs: raisedAtMs + ALARM_PLAN.heldAfterMs };
}

/** The interval of the incident that an alarm at `raisedAtMs` makes. */
export function alarmOccurred(raisedAtMs: number): TimeInterval {
  return { fromMs: raisedAtMs - ALARM_PLAN.heldBeforeMs, toMs: raisedAtMs + ALARM_PLAN.occurredAfterMs };
}
