import { isApiProblem } from '../api/api-problem.ts';
import type { ActionGround, ActionProblem, WaitingAction } from './waiting-action.ts';

/** The service remembers idempotency keys for 24 h; what may have arrived before is not sent again after this. */
export const MAY_REPEAT_MS = 23 * 3_600_000;
/** What waits longer is not sent any more. */
export const MOST_WAIT_MS = 7 * 24 * 3_600_000;

/** Answers after which an action goes on waiting, whatever their status: nothing was decided about it. */
const UNDECIDED = new Set([
  'request_in_progress',
  'sign_in_required',
  'other_user',
  'password_change_required',
  'second_factor_setup_required',
  'csrf_header_missing',
]);

/** Whether nothing was decided about an action: no answer, a service in trouble, too much at once, or nobody signed in. */
export function isUndecided(error: unknown): boolean {
  if (!isApiProblem(error)) return false;
  return error.status === 0 || error.status === 401 || error.status === 429 || error.status >= 500 || UNDECIDED.has(error.code);
}

/** Why an action must not be sent (any more), by its age; null when it may. */
export function tooLate({ enteredAtMs, sentFirstAtMs }: WaitingAction, nowMs: number): ActionProblem | null {
  if (sentFirstAtMs !== null && nowMs - sentFirstAtMs > MAY_REPEAT_MS) return { code: 'outcome_unknown', kind: 'conflict', detail: 'It may have arrived.' };
  if (nowMs - enteredAtMs > MOST_WAIT_MS) return { code: 'waited_too_long', kind: 'conflict', detail: 'It waited too long.' };
  return null;
}

/** The fields of a record that an action rests on, out of `names`; a record that lacks one has changed. */
export function groundOf(record: Readonly<Record<string, unknown>>, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.map((name) => [name, record[name] ?? null]));
}

/** Whether a record still says what an action rests on. */
function isSameGround(record: Readonly<Record<string, unknown>>, fields: Readonly<Record<string, unknown>>): boolean {
  return JSON.stringify(sorted(groundOf(record, Object.keys(fields)))) === JSON.stringify(sorted(fields));
}

/** Send it; it is done already; or don't, and say why. */
type Verdict = 'send' | 'done' | 'ground_changed' | 'outcome_unknown';

/**
 * Whether an action is sent, by what its ground's record says now. One that was tried may have changed the record by itself; only POST has a
 * key by which the service tells a repetition.
 */
export function verdictOn({ call, sentFirstAtMs }: WaitingAction, { fields }: ActionGround, record: Readonly<Record<string, unknown>>): Verdict {
  if (isSameGround(record, fields)) return 'send';
  if (sentFirstAtMs === null) return 'ground_changed';
  if (call.method === 'PATCH') return isRecord(call.body) && isSameGround(record, call.body) ? 'done' : 'outcome_unknown';
  // the state is what a try that arrived would have changed
  const { state: _changed, ...rest } = fields;
  return isSameGround(record, rest) ? 'send' : 'outcome_unknown';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => [name, sorted(part)]);
}
