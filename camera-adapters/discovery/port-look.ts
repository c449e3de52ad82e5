import { AppError } from '../../domain/app-error.ts';
import { startHeardDeadline } from '../../platform/heard-deadline.ts';
import { connectPinned } from '../network-policy.ts';
import type { NetworkPolicy, PinnedAddress } from '../network-policy.ts';
import type { DialGate } from './dial-gate.ts';

/**
 * What happened to a look at one port. `closed`: somebody is there and refuses; `silent`: nobody answered; `forbidden`: it may not be dialled and was not;
 * `not_tried`: this machine could not open a connection.
 */
export type PortState = 'open' | 'closed' | 'silent' | 'forbidden' | 'not_tried';

/** On a local network an answer comes within milliseconds; the first repetition of a lost request comes after a second. */
const LOOK_MS = 1500;

/**
 * Connects to one port and hangs up.
 *
 * @throws AppError `cancelled` only.
 */
export async function lookAtPort(
  address: string,
  port: number,
  { network, gate, signal }: { readonly network: NetworkPolicy; readonly gate: DialGate; readonly signal: AbortSignal },
): Promise<PortState> {
  try {
    const pinned = await network.pin(address, port);
    return await gate.run(signal, () => connectBriefly(pinned, signal));
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'cancelled') throw error;
    if (error.kind === 'invalid') return 'forbidden';
    if (error.kind === 'unavailable') return 'not_tried';
    return error.code === 'connection_refused' ? 'closed' : 'silent';
  }
}

async function connectBriefly(pinned: PinnedAddress, signal: AbortSignal): Promise<PortState> {
  const tooLate = new AbortController();
  const endWait = startHeardDeadline(LOOK_MS, () => tooLate.abort());
  try {
    const socket = await connectPinned(pinned, { signal: AbortSignal.any([signal, tooLate.signal]), deadlineMs: 10 * LOOK_MS });
    socket.destroy();
    return 'open';
  } catch (error) {
    if (tooLate.signal.aborted && !signal.aborted) return 'silent';
    throw error;
  } finally {
    endWait();
  }
}
