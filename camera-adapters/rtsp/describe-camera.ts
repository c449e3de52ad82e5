import type { DialledCamera } from './dial-camera.ts';
import { badAnswerError } from './rtsp-error.ts';
import { headerValue } from './rtsp-message.ts';
import { resolveControlUri } from './rtsp-target.ts';
import { parseVideoTrack } from './video-track.ts';
import type { VideoTrack } from './video-track.ts';

/** What the camera offers at its path. */
export interface CameraDescription {
  readonly video: VideoTrack;
  /** For SETUP. */
  readonly trackUri: string;
  /** For PLAY and TEARDOWN. */
  readonly presentationUri: string;
}

/**
 * Asks for the description of the stream, signed in where the camera wants it (RFC 2326 §10.2).
 *
 * @param trackToken of a replay: which of several video tracks.
 * @throws AppError `auth_failed`, `path_not_found`, `redirect_refused`, `bad_answer`, `no_video`, `address_forbidden` …
 */
export async function describeCamera(camera: DialledCamera, trackToken?: string): Promise<CameraDescription> {
  const { target, dialogue } = camera;
  const response = await dialogue.request('DESCRIBE', target.uri, { Accept: 'application/sdp' });
  const type = headerValue(response.headers, 'content-type')?.toLowerCase() ?? 'application/sdp';
  if (!type.startsWith('application/sdp')) throw badAnswerError('The camera described its stream in a form that we did not ask for.');
  const video = parseVideoTrack(response.body.toString('utf8'), trackToken);
  const base = headerValue(response.headers, 'content-base') ?? headerValue(response.headers, 'content-location');
  return {
    video,
    trackUri: resolveControlUri(target, base, video.control),
    presentationUri: resolveControlUri(target, base, video.sessionControl),
  };
}
