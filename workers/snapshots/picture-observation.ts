import type { ContactResult } from '../contacts/camera-contacts.ts';
import { failureReach } from '../contacts/recorder-failure.ts';
import type { CameraObservation } from '../health/camera-observation.ts';
import type { MeasuredPicture } from './measured-picture.ts';

/**
 * What a picture, or the failure to get one, says about a camera's health. A failure says nothing about reachability (the ping decides that), but is shown as
 * a problem until a picture comes. Except for a channel of a recorder, whose ping is shared by all: where the recorder says that it has nothing under this channel, the channel is in
 * doubt and is pinged by itself.
 */
export function pictureObservation(cameraId: string, result: ContactResult<MeasuredPicture>, recorderId?: string): CameraObservation {
  if (!result.ok) {
    const { failure, startedAtMs: atMs } = result;
    const problem = { about: 'picture', found: failure.problem } as const;
    if (recorderId === undefined || failureReach(failure) !== 'channel') return { cameraId, atMs, problem };
    return { cameraId, atMs, problem, facets: { reachable: { state: 'down', cause: { code: failure.problem.code } } } };
  }
  const { captured, image } = result.value;
  return { cameraId, atMs: captured.receivedAtMs, picture: image, reading: captured.clock, problem: { about: 'picture', found: null } };
}
