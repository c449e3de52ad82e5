import type { QueryClient } from '@tanstack/react-query';
import { createVersionWatch, type VersionWatch } from './version-watch.ts';

const LOOK_EVERY_MS = 3_600_000;

/** Begins to watch for new versions, once what the first page asked for is there. Null without service workers: no HTTPS, or a browser that has none. */
export function startVersionWatch(client: QueryClient): VersionWatch | null {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return null;
  return createVersionWatch({
    container: navigator.serviceWorker,
    entry: new URL(document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? '/', location.href).pathname,
    reload: () => location.reload(),
    onLook: (look) => {
      setInterval(look, LOOK_EVERY_MS);
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look());
    },
    settled: firstPageSettled(client),
    loadedPaths: () => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  });
}

const QUIET_MS = 1000;

/** Nothing was being fetched when it was looked at twice, a while apart: code of pages counts as well, since they ask only when they are there. */
async function firstPageSettled(client: QueryClient): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    const files = performance.getEntriesByType('resource').length;
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const isQuiet = client.isFetching() === 0 && performance.getEntriesByType('resource').length === files;
    quiet = isQuiet ? quiet + 1 : 0;
  }
}
