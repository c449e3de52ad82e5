import type { QueryClient } from '@tanstack/react-query';
import { isGiven, ownEntry } from './own-version.ts';
import { pageSettled } from './page-settled.ts';
import type { HasUnsavedWork } from './unsaved-work.ts';
import { createVersionWatch, type VersionWatch } from './version-watch.ts';

const LOOK_EVERY_MS = 3_600_000;

/** Begins to watch for new versions, once what the first page asked for is there. Null without service workers: no HTTPS, or a browser that has none. */
export function startVersionWatch(client: QueryClient, hasUnsavedWork: HasUnsavedWork): VersionWatch | null {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return null;
  return createVersionWatch({
    container: navigator.serviceWorker,
    entry: ownEntry(),
    isGiven,
    reload: () => location.reload(),
    hasUnsavedWork,
    onLook: (look) => {
      setInterval(look, LOOK_EVERY_MS);
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look());
    },
    settled: pageSettled({
      isFetching: () => client.isFetching() > 0,
      fetchedCount: () => performance.getEntriesByType('resource').length,
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    }),
    loadedPaths: () => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  });
}
