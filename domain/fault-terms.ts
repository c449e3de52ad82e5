import type { Facet, FacetState } from './health-facet.ts';

/** States of facets that somebody has to mend. */
export const FAULT_STATES = ['down', 'covered', 'blurred', 'dark', 'moved', 'frozen', 'gap', 'off'] as const;
export type FaultState = (typeof FAULT_STATES)[number];

/** Whether a facet's state is a fault. `off` is one of the clock only: recording that is off is a setting. */
export function isFaulty(facet: Facet, state: FacetState): state is FaultState {
  return state === 'off' ? facet === 'clock' : FAULT_STATES.some((known) => known === state);
}

/** Whether a facet's state is known and no fault. */
export function isWell(facet: Facet, state: FacetState): boolean {
  return state !== 'unknown' && !isFaulty(facet, state);
}

/** What cameras that failed together have in common, the most specific first. */
export const COMMON_CAUSES = ['recorder', 'site', 'network', 'unit', 'organisation'] as const;
export type CommonCause = (typeof COMMON_CAUSES)[number];

/** Likely causes of faults, as stable codes; each has its plain words and an advice in every language. */
export const FAULT_CAUSES = [
  'no_power_or_network',
  'unstable_power_or_link',
  'site_power',
  'recorder_down',
  'recorder_refused',
  'network_down',
  'area_outage',
  'wrong_password',
  'address_forbidden',
  'name_not_found',
  'service_refused',
  'device_changed',
  'device_busy',
  'lens_covered',
  'lens_dirty',
  'no_light',
  'camera_turned',
  'camera_hung',
  'recording_interrupted',
  'disk_full',
  'recording_capacity',
  'clock_drifted',
  'clock_time_zone',
  'clock_wrong_date',
  'clock_lost',
] as const;
export type FaultCause = (typeof FAULT_CAUSES)[number];

/** How far an entry of the repair ledger is. `recovering`: good again, but not yet for long enough. */
export const FAULT_STATUSES = ['open', 'recovering', 'closed'] as const;
export type FaultStatus = (typeof FAULT_STATUSES)[number];

/** Why an alert ended: its cameras showed that they work, an absence was entered, or they are not watched any more for another reason. */
export const ALERT_ENDINGS = ['verified', 'absence', 'withdrawn'] as const;
export type AlertEnding = (typeof ALERT_ENDINGS)[number];

/** How an entry ended: the camera showed that it works, or nobody expects it to any more. */
export const FAULT_OUTCOMES = ['verified', 'withdrawn'] as const;
export type FaultOutcome = (typeof FAULT_OUTCOMES)[number];

export const FAULT_NOTE_KINDS = ['note', 'work_done'] as const;
export type FaultNoteKind = (typeof FAULT_NOTE_KINDS)[number];

/** Why a camera is away on purpose. */
export const ABSENCE_REASONS = ['maintenance', 'seasonal', 'construction', 'power_cut', 'other'] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];
