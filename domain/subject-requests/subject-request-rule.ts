import { AppError } from '../app-error.ts';
import { workingDaysEndMs, workingMorningMs } from '../requests/working-day.ts';
import type { SubjectRequestKind, SubjectRequestState, SubjectRequestStep } from './subject-request-terms.ts';

const DAY_MS = 86_400_000;
/** Within which whoever asked gets a first answer: Decree 356/2025/NĐ-CP, article 5 as commentaries tell it. To be confirmed by counsel. */
const ANSWER_WORKING_DAYS = 2;
/** Days from receipt within which it is done, as the decree is reported to say: 15 for restriction and objection, otherwise 10 (the shortest there is). To be confirmed by counsel. */
const FULFIL_DAYS: { readonly [K in SubjectRequestKind]: number } = { access: 10, copy: 10, correction: 10, deletion: 10, restriction: 15, objection: 15 };
/** What may be added once, when it is complicated. To be confirmed by counsel for other kinds than restriction and objection. */
const EXTENSION_MS: { readonly [K in SubjectRequestKind]: number } = {
  access: 10 * DAY_MS,
  copy: 10 * DAY_MS,
  correction: 10 * DAY_MS,
  deletion: 10 * DAY_MS,
  restriction: 15 * DAY_MS,
  objection: 15 * DAY_MS,
};
const LONGEST_BACK_MS = 365 * DAY_MS;
const SLIP_MS = 5 * 60_000;

/** Where each step leads; a step that is not listed can't be taken. */
const COURSE: { readonly [S in SubjectRequestState]: Partial<Record<SubjectRequestStep, SubjectRequestState>> } = {
  received: { answer: 'answered', complete: 'completed', refuse: 'refused', withdraw: 'withdrawn' },
  answered: { extend: 'answered', complete: 'completed', refuse: 'refused', withdraw: 'withdrawn' },
  completed: {},
  refused: {},
  withdrawn: {},
};

/** The steps that may be taken now, for who shows them. */
export function stepsOf(request: { readonly state: SubjectRequestState; readonly isExtended: boolean }): SubjectRequestStep[] {
  return (Object.keys(COURSE[request.state]) as SubjectRequestStep[]).filter((step) => step !== 'extend' || !request.isExtended);
}

/**
 * The state that a step leads to.
 *
 * @throws AppError `conflict` `step_not_possible`
 */
export function stateAfter(request: { readonly state: SubjectRequestState; readonly isExtended: boolean }, step: SubjectRequestStep): SubjectRequestState {
  const next = COURSE[request.state][step];
  if (next !== undefined && stepsOf(request).includes(step)) return next;
  throw new AppError(
    'conflict',
    'step_not_possible',
    'This step is not possible any more, or not yet: an ended request stays ended, a term is made longer once and after the first answer. Load it again.',
  );
}

/** Terms of a request that was received at `receivedAtMs`: the first answer by the end (24:00 in Viet Nam) of the second working day, and until when it is done. */
export function subjectRequestTerms(
  kind: SubjectRequestKind,
  receivedAtMs: number,
): { readonly answerDueAtMs: number; readonly fulfilDueAtMs: number; readonly remindAtMs: number } {
  return {
    answerDueAtMs: workingDaysEndMs(receivedAtMs, ANSWER_WORKING_DAYS),
    fulfilDueAtMs: receivedAtMs + FULFIL_DAYS[kind] * DAY_MS,
    remindAtMs: workingMorningMs(receivedAtMs, ANSWER_WORKING_DAYS),
  };
}

/** The term that an open request is to be kept next: over long holidays the first answer's may lie behind that of the whole. */
export function dueAtMsOf({
  state,
  answerDueAtMs,
  fulfilDueAtMs,
}: {
  readonly state: SubjectRequestState;
  readonly answerDueAtMs: number;
  readonly fulfilDueAtMs: number;
}): number {
  return state === 'received' ? Math.min(answerDueAtMs, fulfilDueAtMs) : fulfilDueAtMs;
}

/** The term with what may be added once. */
export function extendedDueMs(kind: SubjectRequestKind, fulfilDueAtMs: number): number {
  return fulfilDueAtMs + EXTENSION_MS[kind];
}

/** When the organisation is reminded of what was answered and is still to be done: two days before its term, or on the next working morning when that is past. */
export function fulfilReminderMs(fulfilDueAtMs: number, nowMs: number): number {
  return Math.max(fulfilDueAtMs - 2 * DAY_MS, nextMorningMs(nowMs));
}

/** Eight in the morning of the next working day: until it is done, there is a reminder on each. */
export function nextMorningMs(nowMs: number): number {
  return workingMorningMs(nowMs, 1);
}

/**
 * Refuses a time of receipt that lies ahead, beyond a slip of clocks, or more than a year back.
 *
 * @throws AppError `invalid` `received_ahead` | `received_too_old`
 */
export function checkReceived(receivedAtMs: number, nowMs: number): void {
  if (receivedAtMs > nowMs + SLIP_MS) throw new AppError('invalid', 'received_ahead', 'receivedAt lies ahead. Enter when the request came in.');
  if (receivedAtMs < nowMs - LONGEST_BACK_MS) throw new AppError('invalid', 'received_too_old', 'receivedAt lies more than a year back. Look at the year.');
}
