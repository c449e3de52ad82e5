import { isAppError } from '../../domain/app-error.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import { connectPinned } from '../network-policy.ts';
import type { NetworkPolicy, PinnedAddress } from '../network-policy.ts';

/** A device that doesn't speak TLS mustn't cost the contact its whole time. */
const TRY_SHARE = 3;
/** What a device does that says it offers TLS and doesn't. */
const NO_TLS = ['connection_refused', 'tls_failed', 'camera_unreachable', 'camera_timeout'];

/**
 * The dialled host at its TLS port, when the policy allows that port and a TLS connection can be made there.
 *
 * @returns undefined when not; the contact then goes on in the clear.
 */
export async function reachSecurely(
  dialled: PinnedAddress,
  port: number,
  network: NetworkPolicy,
  deadline: ContactDeadline,
): Promise<PinnedAddress | undefined> {
  try {
    const pinned = { ...(await network.pin(dialled.address, port)), host: dialled.host };
    const options = { signal: deadline.signal, deadlineMs: deadline.remainingMs() / TRY_SHARE, tls: { requireTrusted: false } };
    (await connectPinned(pinned, options)).destroy();
    return pinned;
  } catch (error) {
    if (!deadline.signal.aborted && isAppError(error) && (error.kind === 'invalid' || NO_TLS.includes(error.code))) return undefined;
    throw error;
  }
}
