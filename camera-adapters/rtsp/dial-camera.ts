import type { RtspSource } from '../../domain/camera-source.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import type { ContactContext } from '../contract.ts';
import { connectPinned } from '../network-policy.ts';
import type { PinnedAddress } from '../network-policy.ts';
import { cancelledError, socketError } from '../socket-error.ts';
import { readDateHeaderClock } from './date-header-clock.ts';
import { createRtspAuthorization } from './rtsp-authorization.ts';
import type { RtspAuthorization } from './rtsp-authorization.ts';
import { createRtspConnection } from './rtsp-connection.ts';
import type { RtspConnection } from './rtsp-connection.ts';
import { createRtspDialogue } from './rtsp-dialogue.ts';
import type { RtspDialogue } from './rtsp-dialogue.ts';
import { hungUpError, statusError } from './rtsp-error.ts';
import { headerValue } from './rtsp-message.ts';
import { createRtspTarget } from './rtsp-target.ts';
import type { RtspTarget } from './rtsp-target.ts';

/** A camera that answered, and what is needed to go on speaking with it. */
export interface DialledCamera {
  readonly target: RtspTarget;
  readonly pinned: PinnedAddress;
  readonly connection: RtspConnection;
  readonly authorization: RtspAuthorization;
  readonly dialogue: RtspDialogue;
  /** Methods of the `Public` field, upper case; empty when the camera doesn't say. */
  readonly methods: ReadonlySet<string>;
  /** The `Server` field, in the camera's own words. */
  readonly serverName: string | undefined;
  /** The camera's clock by the `Date` field, to half a second; undefined when it sends none. */
  readonly dateClock: ClockReading | undefined;
}

/** What dialling needs of a contact. */
export type DialContext = Pick<ContactContext, 'credentials' | 'network' | 'now'>;

const USER_AGENT = 'matpho';

/**
 * Resolves and pins the address, connects, and asks for OPTIONS. The connection ends with `deadline.signal`, or by its `close`.
 *
 * @throws AppError `name_not_found`, `address_forbidden`, `connection_refused`, `camera_timeout`, `bad_answer`, `auth_failed`, `redirect_refused` …
 */
export async function dialCamera(source: RtspSource, context: DialContext, deadline: ContactDeadline): Promise<DialledCamera> {
  const target = createRtspTarget(source.url);
  const { credentials } = context;
  const pinned = await context.network.pin(target.camera.host, target.camera.port);
  // cameras sign their own certificates: TLS keeps out listeners, and digest keeps the password from whoever answers
  const tls = target.camera.secure ? { tls: { requireTrusted: false } } : {};
  const socket = await connectPinned(pinned, { signal: deadline.signal, deadlineMs: deadline.remainingMs(), ...tls });
  const connection = createRtspConnection({ socket, now: context.now, userAgent: USER_AGENT });
  endWithSignal(connection, deadline.signal);
  const authorization = createRtspAuthorization({ credentials, origin: target.origin });
  const dialogue = createRtspDialogue(connection, authorization, credentials !== undefined);
  try {
    return { target, pinned, connection, authorization, dialogue, ...(await askOptions(connection, target, context.now)) };
  } catch (error) {
    connection.close(socketError(error));
    throw error;
  }
}

/**
 * OPTIONS is asked for without a sign-in and its refusal means little: some cameras answer it with 404 or 405, and play all the same. What counts
 * is that RTSP is spoken. A redirect is refused here already.
 */
async function askOptions(
  connection: RtspConnection,
  target: RtspTarget,
  now: () => number,
): Promise<Pick<DialledCamera, 'methods' | 'serverName' | 'dateClock'>> {
  const askedAtMs = now();
  const response = await connection.request('OPTIONS', target.uri).catch((error: unknown) => {
    throw hungUpError(error);
  });
  const dateClock = readDateHeaderClock(headerValue(response.headers, 'date'), askedAtMs, now());
  const refused = statusError(response.statusCode, 'OPTIONS');
  if (refused?.code === 'redirect_refused') throw refused;
  const methods = (response.headers.get('public') ?? []).flatMap((value) => value.split(',')).map((method) => method.trim().toUpperCase());
  return { methods: new Set(methods), serverName: printable(headerValue(response.headers, 'server')), dateClock };
}

function printable(text: string | undefined): string | undefined {
  const kept = text
    ?.replace(/[^\x20-\x7e]/g, '')
    .trim()
    .slice(0, 200);
  return kept === '' ? undefined : kept;
}

function endWithSignal(connection: RtspConnection, signal: AbortSignal): void {
  const end = (): void => connection.close(socketError(signal.reason ?? cancelledError()));
  if (signal.aborted) {
    end();
    return;
  }
  signal.addEventListener('abort', end, { once: true });
  void connection.failed.then(() => signal.removeEventListener('abort', end));
}
