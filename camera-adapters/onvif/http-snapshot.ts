import { AppError } from '../../domain/app-error.ts';
import type { CapturedPicture } from '../../domain/camera-contact.ts';
import { readingOffsetMs } from '../../domain/clock-reading.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { CameraCredentials } from '../../domain/camera-source.ts';
import { MAX_JPEG_BYTES, checkJpeg, refuseLargeJpeg } from '../../media/jpeg-check.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import { createRtspAuthorization } from '../rtsp/rtsp-authorization.ts';
import { readHttpDateClock } from './device-clock.ts';
import { httpExchange } from './http-exchange.ts';
import type { HttpReply } from './http-exchange.ts';
import { authFailedError, badAnswerError, isBadAnswer } from './onvif-error.ts';
import type { ReturnedAddress } from './returned-address.ts';

/** What a picture's fetch needs of its contact. */
export interface SnapshotContact {
  readonly credentials: CameraCredentials | undefined;
  readonly deadline: ContactDeadline;
  /** Wall clock, epoch milliseconds. */
  readonly now: () => number;
  /** The camera's clock where it was read before; else the `Date` field of the picture's reply has to do. */
  readonly clock: ClockReading | undefined;
}

/** Bare, signed, and signed anew for a stale nonce. */
const MAX_ATTEMPTS = 3;

/**
 * Fetches the picture behind a snapshot address, signing in by HTTP as challenged.
 *
 * @throws AppError `camera` with `auth_failed`, `snapshot_broken`, `bad_answer` (reason `status` with the status in the details), `too_large`, and
 *   those of the connection.
 */
export async function fetchHttpSnapshot(address: ReturnedAddress, contact: SnapshotContact): Promise<CapturedPicture> {
  const reply = await getPicture(address, contact);
  const receivedAtMs = contact.now();
  const size = checkJpeg(reply.body);
  const clock = contact.clock ?? readHttpDateClock(reply.header('date')[0], reply);
  const deviceTime =
    clock === undefined
      ? { deviceTimeSource: 'none' as const }
      : { deviceTimeSource: 'clock_offset' as const, deviceTimeMs: receivedAtMs + readingOffsetMs(clock), clock };
  return { jpeg: reply.body, ...size, receivedAtMs, ...deviceTime };
}

async function getPicture(address: ReturnedAddress, contact: SnapshotContact): Promise<HttpReply> {
  const http = createRtspAuthorization({ credentials: contact.credentials, origin: '' });
  for (let attempt = 1; ; attempt += 1) {
    const authorization = http.sign('GET', address.url.target);
    const reply = await request(address, authorization, contact);
    if (reply.status >= 200 && reply.status < 300) return reply;
    const mayGoOn = reply.status === 401 && attempt < MAX_ATTEMPTS && http.accept(reply.header('www-authenticate'));
    if (!mayGoOn) throw refusal(reply, contact);
    if (http.scheme === 'basic' && address.isForeign) throw passwordElsewhere();
  }
}

async function request(address: ReturnedAddress, authorization: string | undefined, contact: SnapshotContact): Promise<HttpReply> {
  try {
    return await httpExchange(
      {
        origin: { pinned: address.pinned, secure: address.url.secure },
        method: 'GET',
        target: address.url.target,
        headers: { Accept: 'image/jpeg, */*', ...(authorization === undefined ? {} : { Authorization: authorization }) },
        maxBodyBytes: MAX_JPEG_BYTES,
      },
      contact,
    );
  } catch (error) {
    if (isBadAnswer(error, 'too_large')) refuseLargeJpeg(MAX_JPEG_BYTES + 1);
    if (!isBadAnswer(error, 'cut_short')) throw error;
    throw new AppError('camera', 'snapshot_broken', 'The picture ends too early: the camera cut it short. Check its network and try again.', { cause: error });
  }
}

function refusal(reply: HttpReply, contact: SnapshotContact): AppError {
  const details = { status: reply.status };
  if (reply.status === 401 || reply.status === 403) return authFailedError(contact.credentials !== undefined, details);
  if (reply.status >= 300 && reply.status < 400) {
    return badAnswerError(
      'redirect',
      "The camera's picture address sends us elsewhere, which is never followed. Renew its firmware, or register it by its RTSP address.",
      details,
    );
  }
  return badAnswerError('status', `The camera answered ${reply.status} instead of a picture. Restart it, or register it by its RTSP address.`, details);
}

function passwordElsewhere(): AppError {
  return new AppError(
    'camera',
    'auth_failed',
    'The camera keeps its picture on another host, which wants the password in readable form; it was not sent. Register that host by itself.',
  );
}
