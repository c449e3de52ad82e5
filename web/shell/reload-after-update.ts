/** Under this name the tab remembers when it was reloaded for an update. */
const REMEMBERED = 'matpho.reloaded-at';
/** A page that is incomplete again so soon after a reload isn't mended by another one. */
const ONCE_IN_MS = 60_000;

/** What of a browser's window is used. */
interface ReloadableWindow {
  readonly target: EventTarget;
  /** Whether a reload would lose something. */
  hasUnsavedWork(): boolean;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  nowMs(): number;
  /** Whether the service gives another version; rejects when it can't be reached: without a network a reload would leave an empty window. */
  isUpdated(): Promise<boolean>;
  reload(): void;
}

/**
 * Loads the page anew when a part of it can't be fetched any more (`vite:preloadError`): an update of the service took the files of the page that is open. Once a minute at most, and only while the service gives another version and nothing typed
 * would be lost; else the error stays, with its button. A part that was cut off on its way comes by itself (`fetchPart`).
 */
export function reloadAfterUpdate({ target, hasUnsavedWork, storage, nowMs, isUpdated, reload }: ReloadableWindow): void {
  let isAsking = false;
  const reloadOnce = async (): Promise<void> => {
    if (isAsking || hasUnsavedWork() || nowMs() - Number(storage.getItem(REMEMBERED) ?? -Infinity) < ONCE_IN_MS) return;
    isAsking = true;
    const isGone = await isUpdated().catch(() => false);
    isAsking = false;
    if (!isGone || hasUnsavedWork()) return;
    storage.setItem(REMEMBERED, String(nowMs()));
    reload();
  };
  // a browser that lets us remember nothing doesn't reload: it could do so for ever
  target.addEventListener('vite:preloadError', () => void reloadOnce().catch(() => undefined));
}
