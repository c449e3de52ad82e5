import type { LiveEvent } from '../../domain/live-event.ts';

/** An event as this server heard it. */
export interface HeardEvent {
  readonly event: LiveEvent;
  readonly heardAtMs: number;
}

/** What this server heard of a moment ago, for those whose page had asked for its data before they were connected. */
export interface RecentEvents {
  note(event: LiveEvent): HeardEvent;
  /** Every event heard from `sinceMs` on, oldest first. */
  all(): { readonly sinceMs: number; readonly events: readonly HeardEvent[] };
  /** From now on nothing is missed; whether something was before isn't known. */
  begin(): void;
}

/** A page on a slow line is connected within that; one that took longer loads again. */
const KEPT_MS = 60_000;
const MOST_KEPT = 200;

/** Keeps the events of the last minute, 200 at most. Until `begin` it says that it knows of no time at all. @param nowMs a clock that is never set. */
export function createRecentEvents(nowMs: () => number): RecentEvents {
  let heard: readonly HeardEvent[] = [];
  let completeFromMs = Number.POSITIVE_INFINITY;
  return {
    note(event) {
      const entry = { event, heardAtMs: nowMs() };
      const dropped = heard.at(-MOST_KEPT);
      if (dropped !== undefined) completeFromMs = Math.max(completeFromMs, dropped.heardAtMs + 1);
      heard = [...heard.slice(-(MOST_KEPT - 1)), entry];
      return entry;
    },
    all() {
      const sinceMs = Math.min(nowMs(), Math.max(completeFromMs, nowMs() - KEPT_MS));
      heard = heard.filter(({ heardAtMs }) => heardAtMs >= nowMs() - KEPT_MS);
      return { sinceMs, events: heard };
    },
    begin() {
      completeFromMs = nowMs();
    },
  };
}
