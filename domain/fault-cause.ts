import { clockDiagnosis, type ClockDiagnosisKind } from './clock-diagnosis.ts';
import type { CommonCause, FaultCause, FaultState } from './fault-terms.ts';
import type { FacetCause } from './health-facet.ts';

/** What the likely cause of a fault is told from. */
export interface FaultEvidence {
  readonly state: FaultState;
  /** What the observation said: `code` of the failed contact, with `recorderId` where the failure is the recorder's and not the channel's; `offsetMs` and `diagnosis` of the clock. */
  readonly cause: FacetCause | null;
  readonly flapCount: number;
  /** What it has in common with others that failed at the same time. */
  readonly commonCause?: CommonCause;
}

const BY_CONTACT: Readonly<Record<string, FaultCause>> = {
  auth_failed: 'wrong_password',
  address_forbidden: 'address_forbidden',
  port_forbidden: 'address_forbidden',
  name_not_found: 'name_not_found',
  connection_refused: 'service_refused',
  camera_busy: 'device_busy',
  redirect_refused: 'device_changed',
  bad_answer: 'device_changed',
  path_not_found: 'device_changed',
  no_video: 'device_changed',
  tls_failed: 'device_changed',
  transport_unsupported: 'device_changed',
  not_supported: 'device_changed',
  no_such_channel: 'device_changed',
  no_keyframe: 'device_changed',
  camera_fault: 'device_changed',
};

const BY_PICTURE = {
  covered: 'lens_covered',
  blurred: 'lens_dirty',
  dark: 'no_light',
  moved: 'camera_turned',
  frozen: 'camera_hung',
} as const satisfies Partial<Record<FaultState, FaultCause>>;

const BY_GROUP: Readonly<Record<CommonCause, FaultCause>> = {
  recorder: 'recorder_down',
  site: 'site_power',
  network: 'network_down',
  unit: 'area_outage',
  organisation: 'area_outage',
};

/** From so many relapses on it is the coming and going that has to be mended. */
const UNSTABLE_FROM = 3;

/**
 * The likely cause of a fault. What the device itself said (a refused password) comes before what a group suggests: only silence has a common cause that can be
 * guessed. A failure that is known to be a recorder's is named so at once. Pure.
 */
export function likelyCause({ state, cause, flapCount, commonCause }: FaultEvidence): FaultCause {
  if (state === 'down') return silenceCause(cause, flapCount, commonCause);
  if (state === 'gap') return recordingCause(textOf(cause, 'code'));
  if (state === 'off') return clockCause(textOf(cause, 'diagnosis'), numberOf(cause, 'offsetMs'));
  return BY_PICTURE[state];
}

function silenceCause(cause: FacetCause | null, flapCount: number, commonCause: CommonCause | undefined): FaultCause {
  const code = textOf(cause, 'code');
  const isOfRecorder = textOf(cause, 'recorderId') !== undefined;
  const told = code === undefined || !Object.hasOwn(BY_CONTACT, code) ? undefined : BY_CONTACT[code];
  if (told === 'service_refused' && isOfRecorder) return 'recorder_refused';
  if (told !== undefined) return told;
  if (commonCause !== undefined) return BY_GROUP[commonCause];
  if (flapCount >= UNSTABLE_FROM) return 'unstable_power_or_link';
  return isOfRecorder ? 'recorder_down' : 'no_power_or_network';
}

function recordingCause(code: string | undefined): FaultCause {
  if (code === 'disk_full') return 'disk_full';
  return code === 'no_capacity' ? 'recording_capacity' : 'recording_interrupted';
}

const BY_CLOCK: Readonly<Record<ClockDiagnosisKind, FaultCause>> = {
  right: 'clock_drifted',
  ahead: 'clock_drifted',
  behind: 'clock_drifted',
  time_zone: 'clock_time_zone',
  half_day: 'clock_wrong_date',
  date_swapped: 'clock_wrong_date',
  wrong_date: 'clock_wrong_date',
  reset: 'clock_lost',
};
const YEAR_MS = 365 * 24 * 3_600_000;

/** By the diagnosis of the reading; entries from before there was one have the offset alone, which tells a zone and a lost clock. */
function clockCause(diagnosis: string | undefined, offsetMs: number | undefined): FaultCause {
  if (diagnosis !== undefined && Object.hasOwn(BY_CLOCK, diagnosis)) return BY_CLOCK[diagnosis as ClockDiagnosisKind];
  if (offsetMs === undefined) return 'clock_drifted';
  if (Math.abs(offsetMs) > YEAR_MS) return 'clock_lost';
  const { kind } = clockDiagnosis({ trueTimeMs: Date.UTC(2026, 0, 1), deviceTimeMs: Date.UTC(2026, 0, 1) + offsetMs, uncertaintyMs: 0, method: 'manual' });
  return kind === 'time_zone' ? 'clock_time_zone' : 'clock_drifted';
}

function textOf(cause: FacetCause | null, field: string): string | undefined {
  const value = cause?.[field];
  return typeof value === 'string' ? value : undefined;
}

function numberOf(cause: FacetCause | null, field: string): number | undefined {
  const value = cause?.[field];
  return typeof value === 'number' ? value : undefined;
}
