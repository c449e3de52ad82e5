import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { isUpdated } from '../pwa/own-version.ts';

/** What fetching a part needs of its surroundings; tests give their own. */
export interface PartSurroundings {
  /** Whether the service gives another version of the application by now; rejects when it can't be reached. */
  isUpdated(): Promise<boolean>;
  /** Settles when another try is worth it. */
  nextTry(): Promise<void>;
}

const AGAIN_AFTER_MS = 3000;
/** So often a part is asked for in vain of a service that answers. */
const MOST_TRIES = 5;

const IN_BROWSER: PartSurroundings = {
  isUpdated,
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
 * The same as `load`, but for as long as the service can't be reached it goes on trying: what is missing for want of a connection comes when that is back, also over a line that comes and goes. Rejects when the service has another version by
 * now, or answers and the file can't be had all the same.
 */
export async function fetchPart<T>(load: () => Promise<T>, { isUpdated, nextTry }: PartSurroundings = IN_BROWSER): Promise<T> {
  for (let tries = 1; ;) {
    try {
      return await load();
    } catch (error) {
      const updated = await isUpdated().catch(() => undefined);
      if (updated === true || tries === MOST_TRIES) throw error;
      // the line may have come back just now
      if (updated === undefined || tries > 1) await nextTry();
      if (updated === false) tries += 1;
    }
  }
}

/** A part of a page whose code is fetched when it is first drawn, such as a map. A lost connection leaves the part empty until it is back, and the page as it is; React's own `lazy` takes the whole page away for good. */
export function lazyPart<N extends string, P>(load: () => Promise<Readonly<Record<N, ComponentType<P>>>>, name: N): LazyExoticComponent<ComponentType<P>> {
  return lazy(async () => ({ default: (await fetchPart(load))[name] }));
}
