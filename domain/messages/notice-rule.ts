import { afterQuietHours, nextLocalMinute, type QuietHours } from './quiet-hours.ts';

const MINUTE_MS = 60_000;

/** When somebody wants to be told. */
export interface NoticeWishes {
  /** A trouble that is over sooner is not told. */
  readonly minOutageMin: number;
  readonly quietHours: QuietHours | null;
  /** Hour of the day in Viet Nam for one message a day; null: at once. */
  readonly digestHour: number | null;
}

/** An alert as far as telling it goes. */
export interface AlertTimes {
  readonly openedAtMs: number;
  readonly endedAtMs: number | null;
}

/** When something that may be told from `fromMs` on is told: at the next digest, or at once, and never in the quiet hours. */
export function releaseMs(fromMs: number, wishes: Pick<NoticeWishes, 'quietHours' | 'digestHour'>): number {
  const plannedMs = wishes.digestHour === null ? fromMs : nextLocalMinute(fromMs, wishes.digestHour * 60);
  return afterQuietHours(plannedMs, wishes.quietHours);
}

/** When the opening of an alert is told: once it has lasted long enough. */
export function openingDueMs(alert: AlertTimes, wishes: NoticeWishes, nowMs: number): number {
  return releaseMs(Math.max(nowMs, alert.openedAtMs + wishes.minOutageMin * MINUTE_MS), wishes);
}

/** Whether an alert was over before it was long enough to be told. */
export function wasTooShort({ openedAtMs, endedAtMs }: AlertTimes, { minOutageMin }: Pick<NoticeWishes, 'minOutageMin'>): boolean {
  return endedAtMs !== null && endedAtMs - openedAtMs < minOutageMin * MINUTE_MS;
}

/** How far the opening's own notice has come when the alert ends. */
export interface OpeningNotice {
  readonly state: 'waiting' | 'bundled' | 'told' | 'dropped';
  /** It was written down together with the end. */
  readonly withEnd: boolean;
}

/**
 * What the end of an alert means for somebody: `drop_opening` (too short: neither is told), `with_opening` (the opening still waits: one line tells both),
 * `tell` (the opening is told or on its way: its end follows), `nothing` (told already, or the opening never was).
 */
export function judgeEnd(opening: OpeningNotice, alert: AlertTimes, wishes: NoticeWishes): 'drop_opening' | 'with_opening' | 'tell' | 'nothing' {
  if (opening.state === 'waiting') return wasTooShort(alert, wishes) ? 'drop_opening' : 'with_opening';
  return opening.state === 'dropped' || opening.withEnd ? 'nothing' : 'tell';
}
