import { UNREADABLE_PUSH } from '../i18n/worker-text.ts';
import type { NotificationClickEvent, WorkerScope } from './worker-scope.ts';

/** What a push message of ours holds; see docs/design/offline.md, "Push". */
export interface PushNotice {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** A path of the application. */
  readonly path: string;
}

/** A message as it was decrypted; null for anything that is none of ours. */
export function readPushNotice(text: string): PushNotice | null {
  try {
    const { id, title, body, path } = JSON.parse(text) as Record<string, unknown>;
    if (typeof id !== 'string' || typeof title !== 'string' || typeof body !== 'string' || typeof path !== 'string') return null;
    // two slashes would lead to another host
    return { id, title, body, path: /^\/(?![/\\])/.test(path) ? path : '/' };
  } catch {
    return null;
  }
}

/** Shows a message. Browsers demand that each one is shown; one that can't be read says that there is something. */
export async function showPushNotice(scope: WorkerScope, notice: PushNotice | null): Promise<void> {
  const { id, title, body, path } = notice ?? { id: 'unreadable', title: 'Mắt Phố', body: UNREADABLE_PUSH, path: '/messages' };
  // the same message once more takes the place of the first
  await scope.registration.showNotification(title, { body, tag: id, icon: '/icons/icon-192.png', badge: '/icons/badge-96.png', data: { path } });
}

/** Leads to what a message is about, in a page that is open already if there is one. */
export async function followPushNotice(scope: WorkerScope, { notification }: NotificationClickEvent): Promise<void> {
  notification.close();
  const { path } = notification.data as { readonly path: string };
  const [open] = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (open === undefined) await scope.clients.openWindow(path);
  else await (await open.focus()).navigate(path).catch(() => scope.clients.openWindow(path));
}
