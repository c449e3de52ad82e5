import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** What fetching a part needs of its surroundings; tests give their own. */
export interface PartSurroundings {
  /** Whether the service can be reached. */
  answers(): Promise<boolean>;
  /** Settles when another try is worth it. */
  nextTry(): Promise<void>;
}

const AGAIN_AFTER_MS = 3000;

const IN_BROWSER: PartSurroundings = {
  answers: async () => (await fetch('/', { method: 'HEAD', cache: 'no-store' })).ok,
  nextTry: () =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        window.removeEventListener('online', done);
        resolve();
      };
      const timer = setTimeout(done, AGAIN_AFTER_MS);
      window.addEventListener('online', done);
    }),
};

/**
 * The same as `load`, but for as long as the service can't be reached it goes on trying: what is missing for want of a connection comes when that is back. Rejects when the service answers and the file can't be had all the same, such as after an update.
 */
export async function fetchPart<T>(load: () => Promise<T>, { answers, nextTry }: PartSurroundings = IN_BROWSER): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch (error) {
      if (await answers().catch(() => false)) {
        // the line may have come back just now
        return load().catch(() => {
          throw error;
        });
      }
      await nextTry();
    }
  }
}

/** A part of a page whose code is fetched when it is first drawn, such as a map. A lost connection leaves the part empty until it is back, and the page as it is; React's own `lazy` takes the whole page away for good. */
export function lazyPart<N extends string, P>(load: () => Promise<Readonly<Record<N, ComponentType<P>>>>, name: N): LazyExoticComponent<ComponentType<P>> {
  return lazy(async () => ({ default: (await fetchPart(load))[name] }));
}
