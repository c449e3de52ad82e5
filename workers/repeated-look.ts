/** Work that is done again and again until it is stopped. */
export interface RepeatedLook {
  /** No look begins any more; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/**
 * Looks every `everyMs` milliseconds, the first time after as long; a look that takes longer is not begun a second time beside itself. One that fails is told to `onFailure`, and the
 * next one is tried all the same.
 */
export function startRepeatedLook(everyMs: number, look: () => Promise<void>, onFailure: (error: unknown) => void): RepeatedLook {
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look()
      .catch(onFailure)
      .finally(() => {
        looking = undefined;
      });
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
