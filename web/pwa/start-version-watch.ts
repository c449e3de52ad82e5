import { createVersionWatch, type VersionWatch } from './version-watch.ts';

const LOOK_EVERY_MS = 3_600_000;

/** Begins to watch for new versions, once the page is there: the worker's files must not keep the page's own waiting. Null without service workers: no HTTPS, or a browser that has none. */
export function startVersionWatch(): VersionWatch | null {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return null;
  return createVersionWatch({
    container: navigator.serviceWorker,
    entry: new URL(document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? '/', location.href).pathname,
    reload: () => location.reload(),
    onLook: (look) => {
      setInterval(look, LOOK_EVERY_MS);
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look());
    },
    loadedPaths: () => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  });
}
