import { AppError } from '../../domain/app-error.ts';
import { SIGN_IN_LIMITS, throttleWaitMs } from '../../domain/sign-in-throttle.ts';
import type { Queryable } from '../../db/database.ts';
import * as accounts from '../../db/repositories/account-repository.ts';
import { newId } from '../../platform/new-id.ts';
import type { ServerContext } from '../server-context.ts';

/** A try to prove who one is, counted as failed until it is taken back. */
export interface Attempt {
  /** It was right: it doesn't count. */
  withdraw(db: Queryable): Promise<void>;
  /** It was right to the end: what failed before is forgotten. */
  succeed(db: Queryable): Promise<void>;
}

/** What failures have in common, and how many are let through. */
interface Counter {
  readonly key: string;
  readonly limit: number;
  /** A success forgets its failures. */
  readonly forgets?: true;
}

/** A try with a password. `username` is in lower case. Errors: `sign_in_throttled`. */
export async function beginAttempt(context: ServerContext, username: string, address: string): Promise<Attempt> {
  const counters: readonly Counter[] = [
    { key: `pair:${username}@${address}`, limit: SIGN_IN_LIMITS.pair, forgets: true },
    { key: `account:${username}`, limit: SIGN_IN_LIMITS.account },
    { key: `address:${address}`, limit: SIGN_IN_LIMITS.address },
  ];
  return begin(context, counters, SIGN_IN_LIMITS.windowMs);
}

/** A try with a code of the second factor, by somebody who knows the password. Errors: `sign_in_throttled`. */
export async function beginCodeAttempt(context: ServerContext, userId: string): Promise<Attempt> {
  return begin(context, [{ key: `code:${userId}`, limit: SIGN_IN_LIMITS.code, forgets: true }], SIGN_IN_LIMITS.codeWindowMs);
}

/** A try with a secret that names nobody, such as an invitation's token. Errors: `sign_in_throttled`. */
export async function beginStrangersAttempt(context: ServerContext, address: string): Promise<Attempt> {
  return begin(context, [{ key: `address:${address}`, limit: SIGN_IN_LIMITS.address }], SIGN_IN_LIMITS.windowMs);
}

/** Writes the try down, then lets it through or not. */
async function begin({ db, clock }: ServerContext, counters: readonly Counter[], windowMs: number): Promise<Attempt> {
  const nowMs = clock.now();
  const id = newId(nowMs);
  const keys = counters.map(({ key }) => key);
  await accounts.insertAttempt(db, id, keys, nowMs);
  const failures = await accounts.countFailures(db, keys, nowMs - windowMs, id);
  const waitMs = Math.max(...counters.map(({ key, limit }) => throttleWaitMs(failures.get(key), limit, nowMs)));
  const withdraw = (on: Queryable): Promise<void> => accounts.withdrawAttempt(on, id, keys);
  if (waitMs > 0) {
    // who is told to wait has not guessed: waiting would never end otherwise
    await withdraw(db);
    throw throttled(waitMs);
  }
  return {
    withdraw,
    async succeed(on) {
      await withdraw(on);
      for (const { key, forgets } of counters) if (forgets === true) await accounts.clearFailures(on, key);
    },
  };
}

/** The refusal that says how long to wait. */
function throttled(waitMs: number): AppError {
  const retryAfterS = Math.ceil(waitMs / 1000);
  return new AppError('rate_limited', 'sign_in_throttled', `Too many failed tries. Wait ${retryAfterS} seconds and try again.`, { details: { retryAfterS } });
}
