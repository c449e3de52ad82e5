import { AppError } from '../../domain/app-error.ts';
import type { SimulatedFaults } from '../../domain/camera-source.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { ContactContext } from '../contract.ts';
import { cancelledError, timeoutError } from '../socket-error.ts';

/** Waits; rejects with anything when the signal aborts. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** How the device took a contact. */
export interface SimulatedAnswer {
  readonly roundTripMs: number;
  /** When the answer was there, by our clock. */
  readonly receivedAtMs: number;
  readonly clock: ClockReading;
}

/**
 * The device's answer to one contact, as late as its faults say.
 *
 * @throws AppError `camera_timeout` (timeout), `auth_failed` (camera), `contact_cancelled` (cancelled)
 */
export async function answerContact(
  faults: SimulatedFaults,
  context: Pick<ContactContext, 'signal' | 'deadlineMs' | 'now'>,
  wait: Wait,
): Promise<SimulatedAnswer> {
  if (context.signal.aborted) throw cancelledError();
  const sentAtMs = context.now();
  const delayMs = faults.dead === true ? Infinity : (faults.delayMs ?? 0);
  if (delayMs > 0) await waitOrCancel(Math.min(delayMs, context.deadlineMs), context.signal, wait);
  if (delayMs >= context.deadlineMs) throw timeoutError();
  if (faults.authFails === true) throw new AppError('camera', 'auth_failed', 'The camera refused the sign-in. Check user name and password.');
  const receivedAtMs = context.now();
  return { receivedAtMs, roundTripMs: Math.max(0, receivedAtMs - sentAtMs), clock: readClock(faults, sentAtMs, receivedAtMs) };
}

async function waitOrCancel(ms: number, signal: AbortSignal, wait: Wait): Promise<void> {
  try {
    await wait(ms, signal);
  } catch {
    throw cancelledError();
  }
}

/** The device looks at its clock somewhere between question and answer: the middle is the best guess, half the way its error. */
function readClock(faults: SimulatedFaults, sentAtMs: number, receivedAtMs: number): ClockReading {
  const trueTimeMs = (sentAtMs + receivedAtMs) / 2;
  return {
    trueTimeMs,
    deviceTimeMs: trueTimeMs + (faults.clockOffsetMs ?? 0),
    uncertaintyMs: Math.ceil((receivedAtMs - sentAtMs) / 2) + 1,
    method: 'simulated',
  };
}
