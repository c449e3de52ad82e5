/** The service's own clock; injected wherever a test must move time. */
export interface Clock {
  /** Wall clock, epoch milliseconds. */
  now(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };
