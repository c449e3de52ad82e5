/** On the process: each project's set-up has an instance of this module of its own. */
const shared = globalThis as typeof globalThis & { matphoSetUpWork?: Map<string, Promise<unknown>> };
const begun = (shared.matphoSetUpWork ??= new Map());

/**
 * Begins a part of the run's set-up, unless another project has begun the one of this name. Vitest sets up one project after the other and the whole run last: work
 * that is only begun there goes on beside the rest, and the last one waits for all of it.
 */
export function beginSetUpWork<T>(name: string, work: () => Promise<T>): Promise<T> {
  const known = begunSetUpWork<T>(name);
  if (known !== undefined) return known;
  const promise = work();
  // whoever waits for it hears of its failure; until then nobody may
  promise.catch(() => {});
  begun.set(name, promise);
  return promise;
}

/** The work of this name, if it was begun. */
export function begunSetUpWork<T>(name: string): Promise<T> | undefined {
  // each name is begun in one place
  return begun.get(name) as Promise<T> | undefined;
}

/** Settles when all that was begun is done; rejects with the first failure. */
export async function allSetUpWork(): Promise<void> {
  await Promise.all(begun.values());
}
