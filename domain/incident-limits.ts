import { AppError } from './app-error.ts';
import type { LonLat } from './geojson.ts';
import type { TimeInterval } from './time-interval.ts';
import { distanceBetweenM } from './view-geometry.ts';

const HOUR_MS = 3_600_000;

/** Limits of an incident. Beyond the first two a second person has to agree; beyond the others it is refused. */
export const INCIDENT_LIMITS = {
  /** Longer than this needs an approval of its extent. */
  unapprovedDurationMs: 24 * HOUR_MS,
  /** A radius above this (500 m across) needs an approval of its extent. */
  unapprovedUncertaintyM: 250,
  maxDurationMs: 366 * 24 * HOUR_MS,
  maxUncertaintyM: 5000,
  /** How far ahead of our clock an incident may start: clocks of callers differ a little. */
  maxFutureMs: 5 * 60_000,
  /** How far ahead it may end: what goes on now goes on for a while. More would hold and search footage of what hasn't happened. */
  maxEndAheadMs: HOUR_MS,
  /** Older than any footage: a year typed wrong. */
  earliestMs: Date.UTC(2000, 0, 1),
} as const;

/** Where and when something happened, and what. `uncertaintyM` is the radius around `location`. */
export interface IncidentExtent {
  readonly category: string;
  readonly occurred: TimeInterval;
  readonly location: LonLat;
  readonly uncertaintyM: number;
}

/** The extent that a second person agreed to. */
export interface ExtentApproval {
  readonly extent: IncidentExtent;
  readonly approvedBy: string;
}

/**
 * Refuses an incident that can't be stored at all.
 *
 * @throws AppError `invalid` `interval_reversed` | `interval_too_long` | `incident_too_old` | `incident_in_future` | `incident_ends_in_future` | `uncertainty_too_large` | `uncertainty_negative`
 */
export function checkIncidentBounds(extent: IncidentExtent, nowMs: number): void {
  const { fromMs, toMs } = extent.occurred;
  if (!(fromMs < toMs)) throw new AppError('invalid', 'interval_reversed', 'An incident ends after it begins. Put occurredTo later than occurredFrom.');
  if (toMs - fromMs > INCIDENT_LIMITS.maxDurationMs) {
    throw new AppError('invalid', 'interval_too_long', 'An incident lasts 366 days at most. Narrow its time, or enter several incidents.');
  }
  if (fromMs < INCIDENT_LIMITS.earliestMs)
    throw new AppError('invalid', 'incident_too_old', 'An incident lies after the year 2000. Check the year of occurredFrom: four digits.');
  if (fromMs > nowMs + INCIDENT_LIMITS.maxFutureMs) {
    throw new AppError('invalid', 'incident_in_future', 'An incident begins in the past. Check the date and the time zone of occurredFrom.');
  }
  if (toMs > nowMs + INCIDENT_LIMITS.maxEndAheadMs) {
    throw new AppError(
      'invalid',
      'incident_ends_in_future',
      'An incident that still goes on ends at most one hour from now. Put occurredTo nearer, and move it on later if need be.',
    );
  }
  if (!(extent.uncertaintyM >= 0)) throw new AppError('invalid', 'uncertainty_negative', 'uncertaintyM is a radius in metres: 0 or more.');
  if (extent.uncertaintyM > INCIDENT_LIMITS.maxUncertaintyM) {
    throw new AppError('invalid', 'uncertainty_too_large', 'uncertaintyM is 5000 at most. Narrow the place of the incident.');
  }
}

/** Whether an incident is so long or so wide that it has no candidates without a second person's approval. */
export function needsExtentApproval(extent: Pick<IncidentExtent, 'occurred' | 'uncertaintyM'>): boolean {
  const { fromMs, toMs } = extent.occurred;
  return toMs - fromMs > INCIDENT_LIMITS.unapprovedDurationMs || extent.uncertaintyM > INCIDENT_LIMITS.unapprovedUncertaintyM;
}

/**
 * Whether what was approved still contains the whole incident: same category, its interval inside the approved one, its disc
 * inside the approved disc. An incident that was narrowed afterwards stays covered; one that grew or moved out does not.
 */
export function approvalCovers(approved: IncidentExtent, incident: IncidentExtent): boolean {
  const sameCategory = approved.category === incident.category;
  const insideTime = approved.occurred.fromMs <= incident.occurred.fromMs && incident.occurred.toMs <= approved.occurred.toMs;
  const insidePlace = distanceBetweenM(approved.location, incident.location) + incident.uncertaintyM <= approved.uncertaintyM;
  return sameCategory && insideTime && insidePlace;
}

/**
 * Refuses to look for candidates of an incident above the limits that nobody else agreed to.
 *
 * @param enteredBy id of the user who entered the incident, null when a bell did: an approval by the same user doesn't count.
 * @throws AppError `conflict` `approval_required`
 */
export function checkExtentApproved(incident: IncidentExtent, enteredBy: string | null, approvals: readonly ExtentApproval[]): void {
  if (!needsExtentApproval(incident)) return;
  const covered = approvals.some(({ extent, approvedBy }) => approvedBy !== enteredBy && approvalCovers(extent, incident));
  if (covered) return;
  throw new AppError(
    'conflict',
    'approval_required',
    'This incident is longer than 24 hours or wider than 500 m. Ask another person to approve its extent, or narrow it.',
    { details: { kind: 'extent', limits: { hours: 24, uncertaintyM: INCIDENT_LIMITS.unapprovedUncertaintyM } } },
  );
}

/**
 * Refuses the approval of what one entered or made of an incident oneself, whatever one's role is by now.
 *
 * @param authorIds who entered it, and who changed its place, time or category since the last approval of this kind.
 * @throws AppError `conflict` `same_person`
 */
export function checkApprover(authorIds: readonly string[], approverId: string): void {
  if (!authorIds.includes(approverId)) return;
  throw new AppError(
    'conflict',
    'same_person',
    'An incident is approved by another person than those who entered it or changed its place, time or category. Ask a colleague.',
  );
}
