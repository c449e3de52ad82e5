import { answerWay } from './answer-way.ts';
import { pageAnswer } from './page-answer.ts';
import { followPushNotice, readPushNotice, showPushNotice } from './push-notice.ts';
import { assetAnswer, dropOldShells, keepShell, type ShellFiles } from './shell-cache.ts';
import type { WorkerScope } from './worker-scope.ts';

// The service worker: docs/design/offline.md, "The worker". The build puts its list of files here.
declare const KEPT_FILES: ShellFiles;
const scope = globalThis as unknown as WorkerScope;

// it waits beside the version that runs until a page says that it may take over
scope.addEventListener('install', (event) => event.waitUntil(keepShell(KEPT_FILES)));

scope.addEventListener('activate', (event) => event.waitUntil(dropOldShells().then(() => scope.clients.claim())));

scope.addEventListener('fetch', (event) => {
  const way = answerWay(event.request, scope.location.origin);
  if (way === 'asset') event.respondWith(assetAnswer(KEPT_FILES, event.request));
  if (way === 'page') event.respondWith(pageAnswer(KEPT_FILES, event.request, (work) => event.waitUntil(work)));
});

scope.addEventListener('message', (event) => {
  const { ask, paths = [] } = (event.data ?? {}) as { readonly ask?: string; readonly paths?: readonly string[] };
  if (ask === 'take over') event.waitUntil(scope.skipWaiting());
  if (ask === 'entry') event.ports[0]?.postMessage(KEPT_FILES.entry);
  // what the first page had loaded before there was a worker
  if (ask === 'keep') event.waitUntil(Promise.allSettled(paths.filter(isAsset).map((path) => assetAnswer(KEPT_FILES, path))));
});

function isAsset(path: string): boolean {
  return answerWay({ method: 'GET', url: new URL(path, scope.location.origin).href, mode: 'no-cors' }, scope.location.origin) === 'asset';
}

scope.addEventListener('push', (event) => event.waitUntil(showPushNotice(scope, readPushNotice(event.data?.text() ?? ''))));

scope.addEventListener('notificationclick', (event) => event.waitUntil(followPushNotice(scope, event)));
