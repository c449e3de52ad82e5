/** What to do when a resource is no longer needed. */
export type Release = () => void | Promise<void>;

/** Resources in the order in which they were acquired. */
export interface ReleaseStack {
  /** Remembers how to release something that was just acquired. */
  push(name: string, release: Release): void;
  /** Releases all, last acquired first, each even when another fails; the failures are returned, named. Calling it again does nothing. */
  releaseAll(): Promise<readonly { readonly name: string; readonly error: unknown }[]>;
}

/** A stack of releases: shutdown is acquisition backwards. */
export function createReleaseStack(): ReleaseStack {
  const entries: { name: string; release: Release }[] = [];
  return {
    push(name, release) {
      entries.push({ name, release });
    },
    async releaseAll() {
      const failures: { name: string; error: unknown }[] = [];
      for (let entry = entries.pop(); entry !== undefined; entry = entries.pop()) {
        try {
          await entry.release();
        } catch (error) {
          failures.push({ name: entry.name, error });
        }
      }
      return failures;
    },
  };
}
