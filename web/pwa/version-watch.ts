import type { HasUnsavedWork } from './unsaved-work.ts';

/** Tells whether a new version of the application waits, and lets it take over. */
export interface VersionWatch {
  /** Whether a version waits that isn't the one on screen. */
  isNewer(): boolean;
  /** Calls `listener` whenever that changes; returns how to stop. */
  subscribe(listener: () => void): () => void;
  /** Lets the waiting version take over, and loads the page again once it has, or doesn't within some seconds. False: something would be lost, so all stays as it is. */
  apply(): boolean;
}

/** What is needed of the browser, so that tests can give their own. */
export interface VersionWatchParts {
  readonly container: Pick<ServiceWorkerContainer, 'register' | 'controller' | 'addEventListener'>;
  /** Path of the script that the page on screen began with. */
  readonly entry: string;
  readonly reload: () => void;
  readonly hasUnsavedWork: HasUnsavedWork;
  /** Calls back when it is worth to look for a new version. */
  readonly onLook: (look: () => void) => void;
  /** Files that the page loaded so far. */
  readonly loadedPaths: () => readonly string[];
  readonly pause: (ms: number) => Promise<void>;
  /** Settles when the page has what it needs: the worker's files must not keep the page's own waiting. */
  readonly settled: Promise<void>;
}

/** A browser lets the next worker wait until the one before has nothing to do, for minutes if need be; a page that is loaded anew meanwhile has the new version from the network, where that answers in time. */
const TAKE_OVER_MS = 3000;

/**
 * Registers the service worker and watches for its next version. A version that waits while the page on screen is that very version already (it came by the network) takes over without a word; another one
 * is told, and takes over when the reader says so. Never rejects: without a worker the application works as before.
 */
export function createVersionWatch({ container, entry, reload, hasUnsavedWork, onLook, loadedPaths, pause, settled }: VersionWatchParts): VersionWatch {
  const listeners = new Set<() => void>();
  let waiting: ServiceWorker | null = null;
  let isApplying = false;
  let isInCharge = false;
  const finish = (): void => {
    if (!isApplying || hasUnsavedWork()) return;
    isApplying = false;
    reload();
  };

  container.addEventListener('controllerchange', () => {
    // by this page, or by another that is open: then this one goes on with its files, which are kept
    if (waiting !== null) isInCharge = true;
    else void lookAtController().catch(() => undefined);
    const { controller } = container;
    // until it is active its answers wait, and with them a page that is loaded now
    if (controller?.state === 'activating') controller.addEventListener('statechange', finish, { once: true });
    else finish();
  });
  void settled
    .then(() => container.register('/sw.js', { scope: '/', updateViaCache: 'none' }))
    .then(watch)
    // refused by the browser, or no connection: the next start tries again
    .catch(() => undefined);
  return {
    isNewer: () => waiting !== null,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    apply: () => {
      if (hasUnsavedWork()) return false;
      isApplying = true;
      if (isInCharge) finish();
      else {
        waiting?.postMessage({ ask: 'take over' });
        void pause(TAKE_OVER_MS).then(finish);
      }
      return true;
    },
  };

  function watch(registration: ServiceWorkerRegistration): void {
    const { active, installing } = registration;
    if (active !== null) active.postMessage({ ask: 'keep', paths: loadedPaths() });
    if (registration.waiting !== null) void judge(registration.waiting);
    if (installing !== null) follow(installing);
    registration.addEventListener('updatefound', () => registration.installing !== null && follow(registration.installing));
    onLook(() => void registration.update().catch(() => undefined));
    void lookAtStart(registration).catch(() => undefined);
  }

  /** A page that the worker before gave while the next one was taking over is older than what is in charge, and nothing waits any more that would tell so. A page that came by the network may be newer than it: then its worker is about to come. */
  async function lookAtStart(registration: ServiceWorkerRegistration): Promise<void> {
    if (container.controller === null || (await entryOf(container.controller)) === entry) return;
    await registration.update();
    if (registration.installing === null && registration.waiting === null) await lookAtController();
  }

  /** Whatever has taken over is the newest version. */
  async function lookAtController(): Promise<void> {
    const { controller } = container;
    if (controller === null || (await entryOf(controller)) === entry || waiting !== null) return;
    waiting = controller;
    isInCharge = true;
    tell();
  }

  function follow(worker: ServiceWorker): void {
    worker.addEventListener('statechange', () => {
      // the first worker of all waits for nobody
      if (worker.state === 'installed' && container.controller !== null) void judge(worker);
      if (worker.state === 'activated') worker.postMessage({ ask: 'keep', paths: loadedPaths() });
    });
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  async function judge(worker: ServiceWorker): Promise<void> {
    if ((await entryOf(worker)) === entry) worker.postMessage({ ask: 'take over' });
    else {
      waiting = worker;
      tell();
    }
  }
}

function entryOf(worker: ServiceWorker): Promise<string> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(String(data));
    worker.postMessage({ ask: 'entry' }, [port2]);
  });
}
