import type { FaultTiming } from './device-fault.ts';

/** What `faults` and `delayMs` may be keyed by, the most specific first. */
export function operationKeys(endpoint: string, operation: string): readonly string[] {
  return [`${endpoint}:${operation}`, operation, '*'];
}

/** The entry for the most specific key. */
export function firstEntry<T>(entries: Readonly<Record<string, T>>, keys: readonly string[]): T | undefined {
  const key = keys.find((candidate) => Object.hasOwn(entries, candidate));
  return key === undefined ? undefined : entries[key];
}

/** Counts how often each fault has struck, for those that strike a number of times only. */
export class FaultSchedule {
  readonly #struck = new WeakMap<FaultTiming, number>();

  /** The fault, when it is due at this stage of the request and has strikes left. */
  due<T extends FaultTiming>(fault: T | undefined, stage: 'before-auth' | 'after-auth'): T | undefined {
    if (fault === undefined || (fault.beforeAuth === true) !== (stage === 'before-auth')) return undefined;
    const struck = this.#struck.get(fault) ?? 0;
    if (struck >= (fault.times ?? Number.POSITIVE_INFINITY)) return undefined;
    this.#struck.set(fault, struck + 1);
    return fault;
  }
}
