import { setTimeout as delay } from 'node:timers/promises';

/** Waits, but no longer than somebody cares for the result; leaves no timer behind. */
export async function interruptibleDelay(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
