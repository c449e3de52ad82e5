import { AppError } from './app-error.ts';
import type { Availability } from './candidate-availability.ts';
import { UNREAD_CLOCK_MS } from './device-window.ts';
import { checkRequestWindow, isGatheringCase, type GatheringFacts } from './gathering-rule.ts';
import type { Sees } from './linking-facts.ts';
import type { TimeInterval } from './time-interval.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Why a hold ended: a person released it, its time was over, its incident moved away from it, or the incident's limits forbid it now. */
export const HOLD_ENDS = ['released', 'lapsed', 'moved', 'limits'] as const;
export type HoldEnd = (typeof HOLD_ENDS)[number];

/** Bounds of holds; the reasons stand in docs/design/holds.md. */
export const HOLD_LIMITS = {
  /** Automatic holds of one incident: the best candidates, not all. */
  automaticCameras: 20,
  /** How far an automatic hold reaches beyond the incident on each side: the camera's clock uncertainty, up to this; this much when its clock was never read. */
  mostMarginMs: UNREAD_CLOCK_MS,
  /** How far a hold by hand may reach beyond the incident on each side. */
  byHandMarginMs: 30 * MINUTE_MS,
  /** How far from the disc of the place a camera may hang whose footage is held by hand: as far as a route search leads, and a camera's view more. What hangs further away has nothing to do with the case. */
  byHandDistanceM: 3250,
  byHandMs: 7 * DAY_MS,
  byHandMostMs: 30 * DAY_MS,
  /** In all, from the first hold by hand of a camera for an incident, without a request. */
  byHandInAllMs: 90 * DAY_MS,
} as const;

/** What decides whether a candidate's footage is held automatically. */
export interface HoldCandidate {
  readonly cameraId: string;
  readonly sees: Sees;
  readonly score: number;
  readonly distanceM: number;
  readonly availability: Availability;
  readonly snapshotIds: readonly string[];
  readonly clock: { readonly uncertaintyMs: number } | null;
}

/** A camera whose footage is to be held, and for which true time. */
export interface WantedHold {
  readonly cameraId: string;
  readonly during: TimeInterval;
}

/**
 * The true time that is held: the incident's interval, widened on both sides by the uncertainty of the camera's clock (30 minutes at most, and when it was never read), then outwards to
 * whole seconds. Segments carry an uncertainty of their own besides, which retention adds.
 */
export function automaticHoldWindow(occurred: TimeInterval, clock: HoldCandidate['clock']): TimeInterval {
  const marginMs = Math.min(clock?.uncertaintyMs ?? HOLD_LIMITS.mostMarginMs, HOLD_LIMITS.mostMarginMs);
  return toFullSeconds({ fromMs: occurred.fromMs - marginMs, toMs: occurred.toMs + marginMs });
}

/** Outwards to whole seconds. */
function toFullSeconds({ fromMs, toMs }: TimeInterval): TimeInterval {
  return { fromMs: Math.floor(fromMs / 1000) * 1000, toMs: Math.ceil(toMs / 1000) * 1000 };
}

/** Whether a camera may still have something to keep: footage on hand, at the edge, or not known to be missing; or a picture. */
function hasSomething({ availability, snapshotIds }: HoldCandidate): boolean {
  return snapshotIds.length > 0 || availability === 'on_hand' || availability === 'at_edge' || availability === 'unknown';
}

/** The best candidates' holds, by camera id (the order in which they are stored): cameras that see the place and may have something of it, the 20 of the highest score. */
export function wantedHolds(candidates: readonly HoldCandidate[], occurred: TimeInterval): WantedHold[] {
  return candidates
    .filter((candidate) => candidate.sees !== 'none' && hasSomething(candidate))
    .toSorted((a, b) => b.score - a.score || a.distanceM - b.distanceM || (a.cameraId < b.cameraId ? -1 : 1))
    .slice(0, HOLD_LIMITS.automaticCameras)
    .map(({ cameraId, clock }) => ({ cameraId, during: automaticHoldWindow(occurred, clock) }))
    .toSorted((a, b) => (a.cameraId < b.cameraId ? -1 : 1));
}

/** Whether `outer` contains the whole of `inner`. */
export function contains(outer: TimeInterval, inner: TimeInterval): boolean {
  return outer.fromMs <= inner.fromMs && inner.toMs <= outer.toMs;
}

/**
 * Refuses a hold by hand that reaches far beyond its incident, lasts too long, or is longer than the limits of a gathering allow.
 *
 * @param until when it is to lapse; epoch milliseconds.
 * @throws AppError `invalid` `interval_reversed` | `window_too_long` | `window_outside_incident` | `expiry_in_past` | `expiry_too_late`
 */
export function checkHoldByHand(
  incident: GatheringFacts & { readonly occurred: TimeInterval },
  hold: { during: TimeInterval; untilMs: number },
  nowMs: number,
): void {
  const { occurred } = incident;
  checkRequestWindow(isGatheringCase(incident) ? 'disorderly_gathering' : incident.category, hold.during);
  // to full seconds, as automatic holds are: what was held automatically can be held by hand
  const reach = toFullSeconds({ fromMs: occurred.fromMs - HOLD_LIMITS.byHandMarginMs, toMs: occurred.toMs + HOLD_LIMITS.byHandMarginMs });
  if (!contains(reach, hold.during)) {
    throw new AppError(
      'invalid',
      'window_outside_incident',
      'A hold lies within the time of its incident, or up to 30 minutes before and after it. Narrow from and to.',
    );
  }
  if (hold.untilMs <= nowMs)
    throw new AppError('invalid', 'expiry_in_past', 'The hold would have ended already. Put expiresAt into the future, or leave it out.');
  if (hold.untilMs > nowMs + HOLD_LIMITS.byHandMostMs) {
    throw new AppError('invalid', 'expiry_too_late', 'A hold lasts 30 days at most. Choose an earlier expiresAt; it can be held anew before it ends.');
  }
}

/**
 * Refuses to hold a camera's footage on and on by hand: after 90 days in all it takes a footage request.
 *
 * @param firstAtMs when the first hold by hand of this camera for this incident was made that no request took over; null when this is the first.
 * @throws AppError `conflict` `held_too_long`
 */
export function checkHeldInAll(firstAtMs: number | null, untilMs: number): void {
  if (firstAtMs === null || untilMs <= firstAtMs + HOLD_LIMITS.byHandInAllMs) return;
  throw new AppError(
    'conflict',
    'held_too_long',
    "Without a footage request a camera's footage is held for an incident for 90 days in all. Choose an earlier end, or write the request: it holds as long as it needs.",
    { details: { until: new Date(firstAtMs + HOLD_LIMITS.byHandInAllMs).toISOString() } },
  );
}

/** How a hold lies to its incident as that stands now. */
export const HOLD_OUTSIDE = ['time', 'place'] as const;
export type HoldOutside = (typeof HOLD_OUTSIDE)[number];
