/** On the process: each project's set-up has an instance of this module of its own. */
const shared = globalThis as typeof globalThis & { matphoSetUpWork?: Map<string, Promise<void>> };
const begun = (shared.matphoSetUpWork ??= new Map());

/**
 * Begins a part of the run's set-up, unless another project has begun the one of this name. Vitest sets up one project after the other and the whole run last: work
 * that is only begun there goes on beside the rest, and the last one waits for all of it.
 */
export function beginSetUpWork(name: string, work: () => Promise<void>): Promise<void> {
  const known = begun.get(name);
  if (known !== undefined) return known;
  const promise = work();
  // whoever waits for it hears of its failure; until then nobody may
  promise.catch(() => {});
  begun.set(name, promise);
  return promise;
}

/** Settles when all that was begun is done; rejects with the first failure. */
export async function allSetUpWork(): Promise<void> {
  await Promise.all(begun.values());
}
