/**
 * States of a footage request. `submitted` waits for the board; `approved`; `fulfilling`: approved, and something of the window is still to come; `completed`: the whole window is on hand; `partial`: a part of it is and the
 * rest won't come; `unavailable`: there is none, with its reason; `denied` by the board or the second officer; `cancelled` by an officer or by the limits of the incident; `expired`: nobody decided in time, or an
 * emergency was not justified in time.
 */
export const REQUEST_STATES = ['submitted', 'approved', 'denied', 'cancelled', 'expired', 'fulfilling', 'completed', 'partial', 'unavailable'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** States in which footage may be opened while `accessUntil` lies ahead: what a grant rests on. */
export const GRANTING_STATES: readonly RequestState[] = ['approved', 'fulfilling', 'completed', 'partial'];

/** Why a request ended that gives nothing (any more). `limits`: of a gathering, or near one, no second officer agreed to it; `changed`: its incident was moved away from it. */
export const REQUEST_ENDS = ['denied', 'withdrawn', 'not_decided', 'not_justified', 'limits', 'changed', 'no_footage', 'revoked'] as const;
export type RequestEnd = (typeof REQUEST_ENDS)[number];

/** The state that each end leads to. */
export const END_STATES = {
  denied: 'denied',
  withdrawn: 'cancelled',
  limits: 'cancelled',
  changed: 'cancelled',
  not_decided: 'expired',
  not_justified: 'expired',
  no_footage: 'unavailable',
  revoked: 'cancelled',
} as const satisfies Record<RequestEnd, RequestState>;

export const REQUEST_DECISIONS = ['approve', 'deny'] as const;
export type RequestDecision = (typeof REQUEST_DECISIONS)[number];

/** Who decided: a person of the camera's board, or the second officer of a gathering. */
export type DecisionPart = 'board' | 'second';

/** Why footage is missing, wholly or in part, as its board says it. */
export const MISSING_REASONS = ['not_recorded', 'overwritten', 'camera_down', 'device_broken', 'held_elsewhere', 'other'] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];

export const FULFILMENT_OUTCOMES = ['completed', 'partial', 'unavailable'] as const;

/** What people are told of a request, and whom it concerns: its board, the officer who asked, or both. `ended`: its incident was changed, or a gathering lies near. */
export const NOTICE_READERS = {
  submitted: 'board',
  emergency: 'board',
  reminder: 'board',
  overdue: 'board',
  justified: 'board',
  approved: 'officer',
  denied: 'both',
  withdrawn: 'both',
  expired: 'both',
  not_justified: 'both',
  lifted: 'both',
  narrowed: 'both',
  ended: 'both',
  revoked: 'both',
  partial: 'both',
  unavailable: 'both',
} as const satisfies Record<string, 'board' | 'officer' | 'both'>;
export type RequestNotice = keyof typeof NOTICE_READERS;
