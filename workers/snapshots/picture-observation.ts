import type { ContactResult } from '../contacts/camera-contacts.ts';
import type { CameraObservation } from '../health/camera-observation.ts';
import type { MeasuredPicture } from './measured-picture.ts';

/**
 * What a picture, or the failure to get one, says about a camera's health. A failure says nothing about reachability (the ping decides that), but is shown as
 * a problem until a picture comes.
 */
export function pictureObservation(cameraId: string, result: ContactResult<MeasuredPicture>): CameraObservation {
  if (!result.ok) return { cameraId, atMs: result.startedAtMs, problem: { about: 'picture', found: result.failure.problem } };
  const { captured, image } = result.value;
  return { cameraId, atMs: captured.receivedAtMs, picture: image, reading: captured.clock, problem: { about: 'picture', found: null } };
}
