import { AppError } from './app-error.ts';
import type { ClockMethod } from './clock-reading.ts';

/**
 * The least uncertainty that a reading by each method can have, in milliseconds. What a person reads shows whole seconds, so the time lies up to half a second beside it, and so does the clock beside which it is read; a
 * device that is asked by ONVIF or HTTP answers whole seconds as well. A sender report says it to the millisecond, and the way to us adds some. Our own simulated cameras know their offset.
 */
const LEAST_UNCERTAINTY_MS: Readonly<Record<ClockMethod, number>> = {
  manual: 500,
  photo: 500,
  osd: 500,
  onvif: 500,
  http_date: 500,
  rtcp: 10,
  simulated: 1,
};

/**
 * Refuses a typed uncertainty that no reading by this method can have: too small a one would contradict every honest reading, and widen every window for it.
 *
 * @throws AppError `invalid` `uncertainty_too_small`
 */
export function checkReadingUncertainty(method: ClockMethod, uncertaintyMs: number): void {
  const leastMs = LEAST_UNCERTAINTY_MS[method];
  if (uncertaintyMs >= leastMs) return;
  throw new AppError(
    'invalid',
    'uncertainty_too_small',
    'Nobody reads a clock so exactly: a display shows whole seconds. Put the uncertainty to 2 seconds for seconds read by eye, 500 ms at the very least.',
    { details: { leastMs, method } },
  );
}
