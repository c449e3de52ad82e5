/** Whose push this browser takes, as it was switched on here. */
interface PushMark {
  readonly userId: string;
  readonly subscriptionId: string;
}

const MARK = 'matpho.push';

/** Whether this browser could take messages at all. */
export function mayTakePush(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

/** The mark that push was switched on here; null when it wasn't. */
export function readPushMark(): PushMark | null {
  const text = localStorage.getItem(MARK);
  return text === null ? null : (JSON.parse(text) as PushMark);
}

/** Notes that push was switched on here. */
export function writePushMark(mark: PushMark): void {
  localStorage.setItem(MARK, JSON.stringify(mark));
}

/** What this browser is subscribed to; null when it isn't, or there is no service worker (yet). */
export async function browserSubscription(): Promise<PushSubscription | null> {
  if (!mayTakePush()) return null;
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/**
 * Asks the browser to take messages that are signed with `publicKey`; one that it takes with another key is given up first.
 *
 * @throws DOMException whatever the browser says: `NotAllowedError` when people don't want it, others when its maker's service can't be reached.
 */
export async function takePush(publicKey: string): Promise<PushSubscription> {
  const registration = await navigator.serviceWorker.ready;
  const known = await registration.pushManager.getSubscription();
  if (known !== null && !isForKey(known, publicKey)) await known.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
}

function isForKey({ options: { applicationServerKey } }: PushSubscription, publicKey: string): boolean {
  if (applicationServerKey === null) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(applicationServerKey)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') === publicKey;
}

/** Has this browser take no more messages, whoever they are for: whoever uses it next is not told what was meant for somebody else. */
export async function giveUpPush(): Promise<void> {
  localStorage.removeItem(MARK);
  await (await browserSubscription().catch(() => null))?.unsubscribe().catch(() => undefined);
}
