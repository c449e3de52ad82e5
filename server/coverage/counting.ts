import { createConcurrencyLimiter } from '../../platform/concurrency-limiter.ts';

/** Counts over all cameras of a unit, one question after another: one takes up to four connections of a pool of ten, for seconds in a large province, and sign-in, media and grants need some too. */
export const counting = createConcurrencyLimiter(1);
