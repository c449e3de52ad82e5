import type { ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { CameraObservation, ObservedFacets } from '../health/camera-observation.ts';
import type { ContactResult } from './camera-contacts.ts';
import { failureReach } from './recorder-failure.ts';

/**
 * What a ping or a probe says about a camera's health; undefined when it was cancelled. A failure for a reason of ours (a password that can't be unsealed) is shown as
 * a problem and says nothing about the camera. A camera that refuses our sign-in is `down`: it gives neither pictures nor footage; the cause tells why. A failure counts from when the contact began, an answer from when it
 * came, so that the slow end of an older contact never overrules a newer one. A failure that is the recorder's and not the channel's names the recorder in its cause.
 *
 * @param failedRecorderId the recorder, where it was found out that the failure is its own; else the failure itself decides.
 */
export function contactObservation(
  target: ContactTarget,
  result: ContactResult<{ readonly clock?: ClockReading }>,
  failedRecorderId?: string,
): CameraObservation | undefined {
  const { cameraId } = target;
  const contact = { ok: result.ok, roundTripMs: result.endedAtMs - result.startedAtMs };
  if (result.ok) {
    const facets: ObservedFacets = { reachable: { state: 'up' }, ...recordingSetting(target) };
    return { cameraId, atMs: result.endedAtMs, facets, contact, reading: result.value.clock, problem: { about: 'contact', found: null } };
  }
  const { isAboutCamera, outcome, problem } = result.failure;
  if (outcome === 'cancelled') return undefined;
  if (!isAboutCamera) return { cameraId, atMs: result.startedAtMs, problem: { about: 'contact', found: problem } };
  const recorderId = failedRecorderId ?? (failureReach(result.failure) === 'recorder' ? target.recorderId : undefined);
  const cause = { code: problem.code, ...(recorderId !== undefined && { recorderId }) };
  const facets: ObservedFacets = { reachable: { state: 'down', cause }, ...recordingSetting(target) };
  const viaRecorder = recorderId === undefined ? {} : { viaRecorder: true };
  return { cameraId, atMs: result.startedAtMs, facets, contact, ...viaRecorder, problem: { about: 'contact', found: problem } };
}

/** Not being recorded is a setting, not a fault. */
function recordingSetting({ recordingMode }: ContactTarget): ObservedFacets {
  return recordingMode === 'off' ? { recording: { state: 'off' } } : {};
}
