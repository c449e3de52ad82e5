import { AppError } from '../../domain/app-error.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { SignInScheme } from '../../domain/discovery-terms.ts';
import { withContactDeadline } from '../contact-deadline.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import { connectPinned } from '../network-policy.ts';
import type { PinnedAddress } from '../network-policy.ts';
import { cameraWords } from '../onvif/onvif-error.ts';
import { readDateHeaderClock } from '../rtsp/date-header-clock.ts';
import { createRtspConnection } from '../rtsp/rtsp-connection.ts';
import type { RtspConnection } from '../rtsp/rtsp-connection.ts';
import { headerValue } from '../rtsp/rtsp-message.ts';
import { cancelledError } from '../socket-error.ts';
import type { DialGate } from './dial-gate.ts';
import { signInOffer } from './sign-in-offer.ts';

/** What an RTSP server shows of itself without a sign-in. */
export interface RtspFinding {
  readonly url: string;
  readonly port: number;
  readonly clock?: ClockReading;
  /** The `Server` field. */
  readonly serverName?: string;
  readonly isPasswordNeeded?: boolean;
  readonly signIn: readonly SignInScheme[];
}

const ASK_MS = 4000;

/**
 * Asks for OPTIONS (RFC 2326, section 10.1) and then for a description without a path and without a sign-in, which tells whether a password is needed.
 *
 * @returns undefined when RTSP is not spoken there.
 * @throws AppError `cancelled` only.
 */
export async function askRtsp(
  pinned: PinnedAddress,
  { gate, signal, now }: { readonly gate: DialGate; readonly signal: AbortSignal; readonly now: () => number },
): Promise<RtspFinding | undefined> {
  const ask = async (deadline: ContactDeadline): Promise<RtspFinding> => {
    const socket = await connectPinned(pinned, { signal: deadline.signal, deadlineMs: deadline.remainingMs() });
    const connection = createRtspConnection({ socket, now, userAgent: 'matpho' });
    const end = (): void => connection.close(cancelledError());
    deadline.signal.addEventListener('abort', end, { once: true });
    try {
      return await converse(connection, pinned, now);
    } finally {
      deadline.signal.removeEventListener('abort', end);
      end();
    }
  };
  try {
    return await gate.run(signal, () => withContactDeadline({ signal, deadlineMs: ASK_MS }, ask));
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'cancelled') throw error;
    return undefined;
  }
}

async function converse(connection: RtspConnection, { address, port }: PinnedAddress, now: () => number): Promise<RtspFinding> {
  const host = address.includes(':') ? `[${address}]` : address;
  const url = `rtsp://${host}${port === 554 ? '' : `:${port}`}/`;
  const askedAtMs = now();
  const options = await connection.request('OPTIONS', url);
  const clock = readDateHeaderClock(headerValue(options.headers, 'date'), askedAtMs, now());
  const serverName = cameraWords(headerValue(options.headers, 'server') ?? '');
  const described = await connection.request('DESCRIBE', url, { Accept: 'application/sdp' }).catch(() => undefined);
  const status = described?.statusCode;
  return {
    url,
    port,
    ...(clock && { clock }),
    ...(serverName !== '' && { serverName }),
    ...(status === 401 && { isPasswordNeeded: true }),
    ...(status === 200 && { isPasswordNeeded: false }),
    signIn: status === 401 ? signInOffer(described?.headers.get('www-authenticate') ?? []) : [],
  };
}
