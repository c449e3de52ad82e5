import { ABSENCE_REASONS, type AbsenceReason } from '../../domain/fault-terms.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { AbsenceInput } from '../api/api-types.ts';
import { parseLocalInstant } from '../formats/local-time.ts';

/** An absence as it is typed, days as `dd/mm/yyyy`. */
export interface AbsenceDraft {
  readonly fromDay: string;
  readonly toDay: string;
  readonly reason: AbsenceReason;
  readonly note: string;
}

/** What is wrong with which field; keys of `formProblem`. */
export type AbsenceProblems = Partial<Record<'fromDay' | 'toDay', 'day' | 'endBeforeBegin'>>;

export const EMPTY_ABSENCE: AbsenceDraft = { fromDay: '', toDay: '', reason: ABSENCE_REASONS[0], note: '' };

const DAY_MS = 86_400_000;

/** The window from the beginning of the first day to the end of the last, in Vietnamese local time; or what is wrong. */
export function readAbsence({ fromDay, toDay, reason, note }: AbsenceDraft): { readonly absence: AbsenceInput | null; readonly problems: AbsenceProblems } {
  const from = parseLocalInstant(fromDay, '00:00');
  const lastDay = parseLocalInstant(toDay, '00:00');
  if (from === null || lastDay === null) {
    return { absence: null, problems: { ...(from === null && { fromDay: 'day' as const }), ...(lastDay === null && { toDay: 'day' as const }) } };
  }
  const toMs = Date.parse(lastDay) + DAY_MS;
  if (toMs <= Date.parse(from)) return { absence: null, problems: { toDay: 'endBeforeBegin' } };
  return { absence: { from: toIso(Date.parse(from)), to: toIso(toMs), reason, note: note.trim() }, problems: {} };
}
