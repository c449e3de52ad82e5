import type { AppError, ErrorKind } from '../app-error.ts';
import { afterQuietHours, type QuietHours } from './quiet-hours.ts';
import type { MessageKind } from './message-terms.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long a message is tried: an alert and word of a footage request for a day; a test or a code only while somebody may still look for it; a bell while it is worth running. */
export const GIVE_UP_AFTER_MS: Readonly<Record<MessageKind, number>> = {
  alert: 24 * HOUR_MS,
  test: 15 * MINUTE_MS,
  code: 15 * MINUTE_MS,
  request: 24 * HOUR_MS,
  alarm: HOUR_MS,
};

/** Pause between tries: the first, and the longest. A greylisting server usually takes a message after five minutes. */
const PAUSE_MS: Readonly<Record<MessageKind, { readonly first: number; readonly most: number }>> = {
  alert: { first: MINUTE_MS, most: HOUR_MS },
  test: { first: MINUTE_MS, most: 5 * MINUTE_MS },
  code: { first: MINUTE_MS, most: 5 * MINUTE_MS },
  request: { first: MINUTE_MS, most: HOUR_MS },
  alarm: { first: 15_000, most: 2 * MINUTE_MS },
};

/** What a failed delivery means: the receiver refused this message for good, it may work later, or nothing gets through on this channel now. */
export type DeliveryVerdict = 'refused' | 'later' | 'channel_down';

const VERDICTS: Readonly<Partial<Record<ErrorKind, DeliveryVerdict>>> = {
  invalid: 'refused',
  too_large: 'refused',
  conflict: 'later',
  rate_limited: 'later',
  cancelled: 'later',
  unavailable: 'channel_down',
  unreachable: 'channel_down',
  timeout: 'channel_down',
};

/** Verdict on a failure; one that is not known is tried again. */
export function judgeDelivery({ kind }: AppError): DeliveryVerdict {
  return VERDICTS[kind] ?? 'later';
}

/**
 * When a message is tried again after `attempts` failures: a pause that doubles, of which a random half is kept off so that many messages don't come back in step. An
 * alert and word of a request wait for the end of the quiet hours.
 *
 * @param random from 0 to below 1.
 */
export function nextAttemptMs(
  message: { readonly kind: MessageKind; readonly attempts: number },
  quietHours: QuietHours | null,
  nowMs: number,
  random: number,
): number {
  const { first, most } = PAUSE_MS[message.kind];
  const pauseMs = Math.min(most, first * 2 ** Math.min(message.attempts - 1, 20));
  const nextMs = nowMs + pauseMs * (1 - random / 2);
  return message.kind === 'alert' || message.kind === 'request' ? afterQuietHours(nextMs, quietHours) : nextMs;
}

/** How long a whole channel rests after `failures` in a row: half a minute, doubling to ten, with jitter as above. */
export function channelRestMs(failures: number, random: number): number {
  return Math.min(10 * MINUTE_MS, 30_000 * 2 ** Math.min(failures - 1, 20)) * (1 - random / 2);
}
