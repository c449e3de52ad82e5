import { isGatheringCase, longestRequestWindowMs } from '../../domain/gathering-rule.ts';
import { automaticHoldWindow } from '../../domain/hold-rule.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Candidate, Incident } from '../api/api-types.ts';
import { formatDay, formatTimeSeconds } from '../formats/instant-format.ts';
import { parseLocalMoment } from '../formats/local-time.ts';

/** Texts of the two ends of a hold as they were typed. */
export interface HoldSpanDraft {
  readonly fromDay: string;
  readonly fromTime: string;
  readonly toDay: string;
  readonly toTime: string;
}

/** What may be wrong before sending; each has a text `formProblem.<name>`. */
export type HoldSpanProblems = Readonly<Partial<Record<keyof HoldSpanDraft, 'day' | 'timeSeconds' | 'endBeforeBegin'>>>;

/**
 * What a hold by hand begins with: the time that the service itself would hold of that camera. Of a gathering the first half hour of the incident, since nobody may hold more.
 */
export function suggestedSpan(incident: Incident, { clock }: Pick<Candidate, 'clock'>): TimeInterval {
  const occurred = { fromMs: Date.parse(incident.occurredFrom), toMs: Date.parse(incident.occurredTo) };
  const longestMs = isGatheringCase(incident) ? longestRequestWindowMs('disorderly_gathering') : null;
  if (longestMs === null) return automaticHoldWindow(occurred, clock);
  return { fromMs: occurred.fromMs, toMs: Math.min(occurred.toMs, occurred.fromMs + longestMs) };
}

/** The span as the fields hold it. */
export function draftOfSpan({ fromMs, toMs }: TimeInterval): HoldSpanDraft {
  return { fromDay: formatDay(fromMs), fromTime: formatTimeSeconds(fromMs), toDay: formatDay(toMs), toTime: formatTimeSeconds(toMs) };
}

/** The span as it is sent, or what is wrong with the fields. */
export function readSpanDraft(draft: HoldSpanDraft): {
  readonly span: { readonly from: string; readonly to: string } | null;
  readonly problems: HoldSpanProblems;
} {
  const from = parseLocalMoment(draft.fromDay, draft.fromTime);
  const to = parseLocalMoment(draft.toDay, draft.toTime);
  if (from.instant === null || to.instant === null) {
    return { span: null, problems: { ...named(from.wrong, 'fromDay', 'fromTime'), ...named(to.wrong, 'toDay', 'toTime') } };
  }
  if (Date.parse(to.instant) <= Date.parse(from.instant)) return { span: null, problems: { toTime: 'endBeforeBegin' } };
  return { span: { from: from.instant, to: to.instant }, problems: {} };
}

function named(wrong: readonly ('day' | 'time')[], day: 'fromDay' | 'toDay', time: 'fromTime' | 'toTime'): HoldSpanProblems {
  return { ...(wrong.includes('day') && { [day]: 'day' }), ...(wrong.includes('time') && { [time]: 'timeSeconds' }) };
}
