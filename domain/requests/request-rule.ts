import { AppError } from '../app-error.ts';
import { allowsAutomatics, checkRequestWindow, type AutomaticFacts } from '../gathering-rule.ts';
import { automaticHoldWindow, contains, type HoldCandidate } from '../hold-rule.ts';
import type { TimeInterval } from '../time-interval.ts';
import { GRANTING_STATES, type DecisionPart, type RequestDecision, type RequestState } from './request-terms.ts';

const HOUR_MS = 3_600_000;

/** Bounds of requests; the reasons stand in docs/design/footage-requests.md. */
export const REQUEST_LIMITS = {
  /** Within which an emergency is justified. */
  justifyMs: 24 * HOUR_MS,
  /** How long footage stays held after a denial, a withdrawal or an expiry: so that a slip can be put right. */
  graceMs: 24 * HOUR_MS,
} as const;

/** Whether a request needs a second officer besides the board: for a gathering, and near one, where a brawl or a theft at the same place and time would show the gathering. */
export function requestNeedsSecond(incident: AutomaticFacts): boolean {
  return !allowsAutomatics(incident);
}

/** The seconds that may be asked for: the incident's time, widened by the uncertainty of the camera's clock then; 30 minutes at most, and when it was never read (`clock` null). */
export function requestableWindow(occurred: TimeInterval, clock: HoldCandidate['clock']): TimeInterval {
  return automaticHoldWindow({ fromMs: occurred.fromMs, toMs: occurred.toMs }, clock);
}

/** What of `window` lies in `within`; null: nothing. */
export function narrowed(window: TimeInterval, within: TimeInterval): TimeInterval | null {
  const [fromMs, toMs] = [Math.max(window.fromMs, within.fromMs), Math.min(window.toMs, within.toMs)];
  return fromMs < toMs ? { fromMs, toMs } : null;
}

/**
 * Refuses a window that is not exact to the second, reaches beyond what may be asked for, or is longer than a gathering, or what lies near one, allows.
 *
 * @param widest see {@link requestableWindow}.
 * @throws AppError `invalid` `window_not_exact` | `interval_reversed` | `window_too_long` | `request_outside_incident`
 */
export function checkRequestedWindow(incident: AutomaticFacts, window: TimeInterval, widest: TimeInterval): void {
  if (window.fromMs % 1000 !== 0 || window.toMs % 1000 !== 0) {
    throw new AppError('invalid', 'window_not_exact', 'A window begins and ends at a full second. Leave out fractions of seconds.');
  }
  checkRequestWindow(requestNeedsSecond(incident) ? 'disorderly_gathering' : incident.category, window);
  if (contains(widest, window)) return;
  throw new AppError(
    'invalid',
    'request_outside_incident',
    "A request lies within the time of its incident, widened by the uncertainty of the camera's clock. Narrow from and to.",
    { details: { from: new Date(widest.fromMs).toISOString(), to: new Date(widest.toMs).toISOString() } },
  );
}

/** What was decided of a request so far, and by how many it has to be. */
export interface DecisionFacts {
  readonly state: RequestState;
  readonly emergency: boolean;
  /** Of a gathering, or near one: the second officer has to agree as well. */
  readonly needsSecond: boolean;
  /** People of the board that have to agree. */
  readonly deciders: number;
  readonly requestedBy: string;
  readonly decisions: readonly { readonly by: string; readonly part: DecisionPart; readonly decision: RequestDecision }[];
}

/**
 * Refuses a decision that is nobody's to take now. The board may still deny an emergency that was opened without it.
 *
 * @throws AppError `conflict` `request_decided` | `second_not_needed` | `own_request` | `already_decided`
 */
export function checkDecision(request: DecisionFacts, by: string, part: DecisionPart, decision: RequestDecision): void {
  const isOpenEmergency = request.emergency && GRANTING_STATES.includes(request.state);
  const isAllowed = request.state === 'submitted' || (isOpenEmergency && part === 'board' && decision === 'deny');
  if (!isAllowed) throw new AppError('conflict', 'request_decided', 'This request waits for no decision any more. Load it again.');
  if (part === 'second' && !request.needsSecond) {
    throw new AppError(
      'conflict',
      'second_not_needed',
      'Only a request about a disorderly gathering, or near one, needs a second officer. The board decides this one.',
    );
  }
  if (by === request.requestedBy) {
    throw new AppError('conflict', 'own_request', 'A request is decided by others than the one who made it. Ask a colleague.');
  }
  if (request.decisions.some((each) => each.by === by)) {
    throw new AppError('conflict', 'already_decided', 'You have decided this request already. It waits for another person.');
  }
}

/** What a request becomes with all its decisions: one refusal denies it, and it is approved when enough of the board, and for a gathering the second officer, agreed. */
export function judgeDecisions({
  decisions,
  deciders,
  needsSecond,
}: Pick<DecisionFacts, 'decisions' | 'deciders' | 'needsSecond'>): 'submitted' | 'approved' | 'denied' {
  if (decisions.some(({ decision }) => decision === 'deny')) return 'denied';
  const agreed = (part: DecisionPart) => decisions.filter((each) => each.part === part).length;
  return agreed('board') >= deciders && (!needsSecond || agreed('second') > 0) ? 'approved' : 'submitted';
}

/** What is still missing before a request is approved, for people who wait. */
export function awaitedOf(request: DecisionFacts): { readonly board: number; readonly second: boolean } {
  if (request.state !== 'submitted') return { board: 0, second: false };
  const agreed = (part: DecisionPart) => request.decisions.filter((each) => each.part === part).length;
  return { board: Math.max(0, request.deciders - agreed('board')), second: request.needsSecond && agreed('second') === 0 };
}

/**
 * Refuses an emergency where it opens nothing: for a gathering and near one, where the policy doesn't know it, or by somebody whose right is suspended.
 *
 * @throws AppError `conflict` `emergency_not_for_gathering` | `emergency_not_allowed` | `emergency_suspended`
 */
export function checkEmergency(facts: { readonly needsSecond: boolean; readonly allowed: boolean; readonly suspended: boolean }): void {
  if (facts.needsSecond) {
    throw new AppError(
      'conflict',
      'emergency_not_for_gathering',
      'For a disorderly gathering, or near one, the board and a second officer agree first, in an emergency too. Ask without emergency.',
    );
  }
  if (!facts.allowed) throw new AppError('conflict', 'emergency_not_allowed', 'The policy here knows no emergency. Ask without it; call the board.');
  if (facts.suspended) {
    throw new AppError(
      'conflict',
      'emergency_suspended',
      'Your right to open footage in an emergency is suspended: an earlier one was not justified in time. Ask without emergency, or ask your commander to lift it.',
    );
  }
}
