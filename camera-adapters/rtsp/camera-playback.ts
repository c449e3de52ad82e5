import type { AppError } from '../../domain/app-error.ts';
import { isAppError } from '../../domain/app-error.ts';
import type { CameraDescription } from './describe-camera.ts';
import type { DialContext, DialledCamera } from './dial-camera.ts';
import { createInterleavedTransport } from './interleaved-transport.ts';
import type { MediaListener } from './media-transport.ts';
import type { RtspFarewell } from './rtsp-connection.ts';
import { badAnswerError, streamEndedError } from './rtsp-error.ts';
import { headerValue } from './rtsp-message.ts';
import type { RtspHeaderFields, RtspResponse } from './rtsp-message.ts';
import { openUdpTransport } from './udp-transport.ts';

/** A session at the camera, set up and not yet playing. */
export interface CameraPlayback {
  /** Asks the camera to send, with further header fields; packets may come before this resolves. May be asked again for another range of a recording. */
  play(fields?: RtspHeaderFields): Promise<RtspResponse>;
  /** Resolves, never rejects, with what ended it: `stream_ended` when the camera did. */
  readonly ended: Promise<AppError>;
  /** TEARDOWN without waiting for its answer; frees all sockets and timers. */
  close(reason: AppError): void;
}

interface Session {
  readonly id: string;
  readonly keepAliveMs: number;
}

/** RFC 2326 §12.37 */
const DEFAULT_TIMEOUT_S = 60;
const KEEP_ALIVE_RANGE_MS = { least: 1_000, most: 30_000 } as const;

/**
 * SETUP of one track (RFC 2326 §10.4) and what belongs to its session: PLAY, keep-alive at half of the session's time-out, TEARDOWN.
 *
 * @param transport as registered; the camera is not asked for another when it refuses this one. Over TLS it is always TCP.
 * @param fields further header fields of SETUP.
 * @throws AppError `transport_unsupported`, `camera_busy`, `bad_answer` …
 */
export async function setUpPlayback(
  camera: DialledCamera,
  description: CameraDescription,
  transport: 'tcp' | 'udp',
  listener: MediaListener,
  context: Pick<DialContext, 'now'>,
  fields: RtspHeaderFields = {},
): Promise<CameraPlayback> {
  const { connection, pinned, dialogue, target } = camera;
  // beside an encrypted connection the pictures would go in the clear
  const isUdp = transport === 'udp' && !target.camera.secure;
  const media = isUdp
    ? await openUdpTransport({ pinned, localAddress: connection.localAddress, listener, now: context.now })
    : createInterleavedTransport(connection, listener);
  const state: { ending?: AppError } = {};
  void connection.failed.then((error) => {
    state.ending = error;
    media.close();
  });
  const answer = await dialogue.request('SETUP', description.trackUri, { Transport: media.offer, ...fields });
  // it may have ended with what came right behind the answer, and the ports with it
  if (state.ending !== undefined) throw state.ending;
  media.accept(headerValue(answer.headers, 'transport') ?? '');
  return createPlayback(camera, description, readSession(answer));
}

function createPlayback(camera: DialledCamera, description: CameraDescription, session: Session): CameraPlayback {
  const { connection, dialogue, methods, authorization } = camera;
  const uri = description.presentationUri;
  const headers = { Session: session.id };
  let hasEnded = false;
  let stopKeepAlive: (() => void) | undefined;
  const ended = connection.failed.then((error) => {
    hasEnded = true;
    stopKeepAlive?.();
    return isAppError(error, 'camera_unreachable') ? streamEndedError(error) : error;
  });
  return {
    async play(further = {}) {
      // no Range unless given: "now" of a live stream needs none, and some cameras refuse it
      const answer = await dialogue.request('PLAY', uri, { ...headers, ...further });
      const method = methods.has('GET_PARAMETER') ? 'GET_PARAMETER' : 'OPTIONS';
      if (!hasEnded) stopKeepAlive ??= startKeepAlive(session.keepAliveMs, () => dialogue.request(method, uri, headers));
      return answer;
    },
    ended,
    close(reason) {
      connection.close(reason, farewell(uri, { ...headers }, authorization.sign('TEARDOWN', uri)));
    },
  };
}

function farewell(uri: string, headers: Readonly<Record<string, string>>, signature: string | undefined): RtspFarewell {
  return { method: 'TEARDOWN', uri, headers: signature === undefined ? headers : { ...headers, Authorization: signature } };
}

/** Answers may lie unread behind pictures that are held back, and the session must live on meanwhile. */
const MAX_UNANSWERED = 8;

/** A refused or unanswered keep-alive ends nothing: the stream itself shows whether the camera still plays. */
function startKeepAlive(everyMs: number, ask: () => Promise<RtspResponse>): () => void {
  let unanswered = 0;
  const timer = setInterval(() => {
    if (unanswered >= MAX_UNANSWERED) return;
    unanswered += 1;
    void ask()
      .catch(() => undefined)
      .finally(() => {
        unanswered -= 1;
      });
  }, everyMs);
  return () => clearInterval(timer);
}

function readSession(answer: RtspResponse): Session {
  const text = headerValue(answer.headers, 'session') ?? '';
  const [, id] = /^([\x21-\x3a\x3c-\x7e]{1,256})\s*(?:;|$)/.exec(text) ?? [];
  if (id === undefined) throw badAnswerError('The camera opened no session for its stream. Restart the camera.');
  const timeoutS = Number(/;\s*timeout=(\d{1,6})/i.exec(text)?.[1] ?? DEFAULT_TIMEOUT_S);
  const keepAliveMs = Math.min(KEEP_ALIVE_RANGE_MS.most, Math.max(KEEP_ALIVE_RANGE_MS.least, (timeoutS * 1_000) / 2));
  return { id, keepAliveMs };
}
