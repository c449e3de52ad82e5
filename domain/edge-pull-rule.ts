import { AppError } from './app-error.ts';
import type { RecordingMode } from './camera-terms.ts';
import type { SourceKind } from './camera-source.ts';
import { deviceWindow, UNREAD_CLOCK_MS } from './device-window.ts';
import { allowsAutomatics, isGatheringCase, type AutomaticFacts } from './gathering-rule.ts';
import { contains } from './hold-rule.ts';
import type { IncidentOutcome } from './incident-terms.ts';
import { edgeOverwrittenAtMs } from './retention.ts';
import type { TimeInterval } from './time-interval.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What becomes of a pull. `done`: the device was asked for all of it and sent what it has; `partial`: some of it came; `cancelled`: it may not, or need not, be pulled any more. */
export const PULL_STATES = ['queued', 'running', 'done', 'partial', 'failed', 'cancelled'] as const;
export type PullState = (typeof PULL_STATES)[number];

/** Bounds of a pull; the reasons stand in docs/design/edge-footage.md. */
export const PULL_LIMITS = {
  /** True time that is wanted at once. */
  longestMs: 24 * HOUR_MS,
  mostBytes: 8 * 2 ** 30,
  /** A clock that is more uncertain is to be read first. */
  mostUncertaintyMs: UNREAD_CLOCK_MS,
  /** A recorder writes what it records with some delay. */
  writtenAfterMs: MINUTE_MS,
  attempts: 6,
} as const;

/** What of an incident decides whether footage may be pulled for it; approvals apart. */
export interface PullIncident extends AutomaticFacts {
  readonly occurred: TimeInterval;
  readonly outcome: IncidentOutcome;
  /** A report of another incident. */
  readonly isMerged: boolean;
}

/**
 * Refuses an incident for which nothing is pulled, now or any more.
 *
 * @throws AppError `conflict` `pull_not_for_gathering` | `incident_merged` | `incident_closed` | `incident_not_over`
 */
export function checkPullIncident(incident: PullIncident, nowMs: number): void {
  if (isGatheringCase(incident)) {
    throw new AppError(
      'conflict',
      'pull_not_for_gathering',
      "For a disorderly gathering footage isn't pulled from a recorder: that takes a footage request with the agreement of the camera's board and of a second officer.",
    );
  }
  if (incident.isMerged)
    throw new AppError('conflict', 'incident_merged', 'This report was merged into another incident. Go on with that one, or undo the merge first.');
  if (incident.outcome !== 'open')
    throw new AppError('conflict', 'incident_closed', 'This incident has an outcome: nothing more is gathered for it. Open it again first.');
  if (nowMs < incident.occurred.toMs + PULL_LIMITS.writtenAfterMs)
    throw new AppError('conflict', 'incident_not_over', 'The recorder has not written the end of this incident yet. Try again a minute after its end.');
}

/**
 * Refuses what the service would pull by itself near a gathering; a person may still order it, see {@link checkPullByHand}.
 *
 * @throws AppError `conflict` `near_gathering`
 */
export function checkAutomaticPull(incident: AutomaticFacts): void {
  if (allowsAutomatics(incident)) return;
  throw new AppError(
    'conflict',
    'near_gathering',
    'A gathering was recorded near this incident: the service pulls nothing by itself. Order it by hand if it is wanted.',
  );
}

/**
 * Refuses what a person would pull near a gathering before a second officer agreed to hold it: fetching is keeping.
 *
 * @param isAgreed a live hold of the incident covers all that is wanted of the camera, and a second officer agreed to it.
 * @throws AppError `conflict` `second_officer_missing`
 */
export function checkPullByHand(incident: AutomaticFacts, isAgreed: boolean): void {
  if (isAgreed || allowsAutomatics(incident)) return;
  throw new AppError(
    'conflict',
    'second_officer_missing',
    'A gathering was recorded near this incident: what is pulled for it has to be held first, all of it, and a second officer has to agree to that.',
  );
}

/** What of a camera decides whether its own recordings can be pulled. */
export interface PullCamera {
  readonly sourceKind: SourceKind;
  readonly recordingMode: RecordingMode;
  readonly retentionHours: number;
  /** What the device said it can do; null when it was never asked. */
  readonly edgeStorage: { readonly replay: boolean } | null;
}

/** Ways of reaching cameras by which their own recordings can be asked for. */
export function canPullFrom({ sourceKind, edgeStorage }: Pick<PullCamera, 'sourceKind' | 'edgeStorage'>): boolean {
  return sourceKind === 'onvif' && edgeStorage?.replay !== false;
}

/**
 * Refuses a camera that keeps nothing of the wanted time, or can't be asked for it.
 *
 * @throws AppError `conflict` `keeps_nothing` | `pull_not_supported` | `footage_overwritten`
 */
export function checkPullCamera(camera: PullCamera, wanted: TimeInterval, nowMs: number): void {
  if (camera.recordingMode !== 'edge') {
    throw new AppError(
      'conflict',
      'keeps_nothing',
      'By its settings this camera keeps no recordings of its own. If it does, let its board set the recording to "in the device".',
    );
  }
  if (!canPullFrom(camera)) {
    throw new AppError(
      'conflict',
      'pull_not_supported',
      "The service can't fetch recordings from this device: that takes ONVIF with replay. Ask its board to hand in the file.",
    );
  }
  if (nowMs >= edgeOverwrittenAtMs(wanted.toMs, camera.retentionHours))
    throw new AppError('conflict', 'footage_overwritten', 'The time for which this camera keeps its recordings is over.');
}

/** What is wanted, and what the device is asked for. */
export interface PullWindow {
  readonly trueDuring: TimeInterval;
  /** By the device's own clock. */
  readonly deviceDuring: TimeInterval;
}

/**
 * The window of a pull: the incident's time, or the part of it that is wanted, on the device's clock and widened by that clock's uncertainty. Never wider.
 *
 * @param clock the offset over the incident; null when it was never read.
 * @throws AppError `invalid` `interval_reversed` | `window_beyond_incident` | `window_too_long`; `conflict` `clock_too_uncertain`
 */
export function pullWindow(
  occurred: TimeInterval,
  wanted: TimeInterval,
  clock: { readonly offsetMs: number; readonly uncertaintyMs: number } | null,
): PullWindow {
  if (!(wanted.fromMs < wanted.toMs)) throw new AppError('invalid', 'interval_reversed', 'A window ends after it begins. Put to later than from.');
  if (!contains(occurred, wanted)) {
    throw new AppError('invalid', 'window_beyond_incident', 'What is pulled lies within the time of its incident. Leave from and to out, or narrow them.');
  }
  if (wanted.toMs - wanted.fromMs > PULL_LIMITS.longestMs)
    throw new AppError('invalid', 'window_too_long', 'At most 24 hours are pulled at once. Give from and to, and pull part by part.');
  if (clock !== null && clock.uncertaintyMs > PULL_LIMITS.mostUncertaintyMs) {
    throw new AppError(
      'conflict',
      'clock_too_uncertain',
      "The device's clock is uncertain by more than 30 minutes for that time. Have it read first: a photo of the recorder's screen beside a phone is enough.",
    );
  }
  const { fromMs, toMs } = deviceWindow(wanted, clock);
  return { trueDuring: wanted, deviceDuring: { fromMs: Math.floor(fromMs), toMs: Math.ceil(toMs) } };
}

/** How long a pull rests after its `attempts`-th failure (from 1): 1, 2, 4, 8, 16 minutes. Null when it was the last one. */
export function pullRestMs(attempts: number): number | null {
  return attempts >= PULL_LIMITS.attempts ? null : 2 ** (attempts - 1) * MINUTE_MS;
}
