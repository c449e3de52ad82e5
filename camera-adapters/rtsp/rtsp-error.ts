import { AppError, isAppError } from '../../domain/app-error.ts';
import type { ErrorDetails } from '../../domain/app-error.ts';

/** Kind `camera`, code `bad_answer`: the far end spoke, and not as an RTSP camera does. */
export function badAnswerError(message: string, details: ErrorDetails = {}, cause?: unknown): AppError {
  return new AppError('camera', 'bad_answer', message, { details, ...(cause === undefined ? {} : { cause }) });
}

/** Kind `camera`, code `auth_failed`. */
export function authFailedError(details: ErrorDetails = {}): AppError {
  return new AppError('camera', 'auth_failed', 'The camera refused the sign-in. Check user name and password, and that this user may watch the stream.', {
    details,
  });
}

/** Kind `timeout`, code `stream_stalled`. */
export function streamStalledError(stallMs: number): AppError {
  return new AppError(
    'timeout',
    'stream_stalled',
    'The camera stopped sending pictures though the connection stands. Check its load and the network between.',
    {
      details: { stallMs },
    },
  );
}

/** Kind `camera`, code `stream_ended`: the camera closed the stream. */
export function streamEndedError(cause?: unknown): AppError {
  return new AppError(
    'camera',
    'stream_ended',
    'The camera ended the stream. It may have restarted, or serves too many viewers.',
    cause === undefined ? {} : { cause },
  );
}

/** What a request fails with: when the camera hangs up instead of answering that is a `bad_answer`, everything else stays what it is. */
export function hungUpError(error: unknown): unknown {
  if (!isAppError(error, 'stream_ended')) return error;
  return badAnswerError('The camera closed the connection without an answer. Check the port and restart the camera.', {}, error);
}

/** Kind `camera`, code `no_video`. */
export function noVideoError(message: string, details: ErrorDetails = {}): AppError {
  return new AppError('camera', 'no_video', message, { details });
}

/**
 * Kind `camera`, code `address_forbidden`: an answer of the camera points to another host than the one that was dialled.
 * The host is not quoted: it is of the camera's choosing.
 */
export function foreignHostError(): AppError {
  return new AppError(
    'camera',
    'address_forbidden',
    "The camera's answer points to another host, which is never followed. Set the camera's own address in its network settings, or register that other address.",
  );
}

/** Kind `camera`, code `no_keyframe`: video came, and nothing among it with which decoding can begin. */
export function noKeyframeError(): AppError {
  return new AppError(
    'camera',
    'no_keyframe',
    "The camera sends video, but no keyframe came in time. Set its I-frame interval to 4 s or less, and switch off its 'smart' codec.",
  );
}

/** The error for a refusing status (RFC 2326 §7.1.1); undefined for 2xx. 401 is the caller's, who may still sign in. */
export function statusError(statusCode: number, method: string): AppError | undefined {
  const details = { method, statusCode };
  if (statusCode >= 200 && statusCode < 300) return undefined;
  if (statusCode >= 300 && statusCode < 400) {
    return new AppError(
      'camera',
      'redirect_refused',
      'The camera sends us to another address, which is never followed. Register the address where the stream really is.',
      { details },
    );
  }
  if (statusCode === 401 || statusCode === 403) return authFailedError(details);
  if (statusCode === 404)
    return new AppError('camera', 'path_not_found', "The camera has no stream at this path. Correct the path of its address, as the maker's manual gives it.", {
      details,
    });
  if (statusCode === 461)
    return new AppError('camera', 'transport_unsupported', 'The camera does not send over this transport. Switch between TCP and UDP.', { details });
  if (statusCode === 453 || statusCode === 503) {
    return new AppError('camera', 'camera_busy', 'The camera serves as many viewers as it can. Close other viewers or choose its smaller stream.', { details });
  }
  return badAnswerError(`The camera answered ${statusCode} to ${method}. Restart it, or check the path of its address.`, details);
}
