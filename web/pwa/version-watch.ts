import type { HasUnsavedWork } from './unsaved-work.ts';

/** Tells whether a new version of the application waits, and lets it take over. */
export interface VersionWatch {
  /** Whether a version waits that isn't the one on screen. */
  isNewer(): boolean;
  /** Calls `listener` whenever that changes; returns how to stop. */
  subscribe(listener: () => void): () => void;
  /** Lets the waiting version take over, and loads the page again once it has. False: something would be lost, so all stays as it is. */
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
  /** Settles when the page has what it needs: the worker's files must not keep the page's own waiting. */
  readonly settled: Promise<void>;
}

/**
 * Registers the service worker and watches for its next version. A version that waits while the page on screen is that very version already (it came by the network) takes over without a word; another one
 * is told, and takes over when the reader says so. Never rejects: without a worker the application works as before.
 */
export function createVersionWatch({ container, entry, reload, hasUnsavedWork, onLook, loadedPaths, settled }: VersionWatchParts): VersionWatch {
  const listeners = new Set<() => void>();
  let waiting: ServiceWorker | null = null;
  let isApplying = false;
  let isInCharge = false;

  container.addEventListener('controllerchange', () => {
    // by this page, or by another that is open: then this one goes on with its files, which are kept
    isInCharge = waiting !== null;
    if (isApplying && !hasUnsavedWork()) reload();
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
      if (isInCharge) reload();
      else waiting?.postMessage({ ask: 'take over' });
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
  }

  function follow(worker: ServiceWorker): void {
    worker.addEventListener('statechange', () => {
      // the first worker of all waits for nobody
      if (worker.state === 'installed' && container.controller !== null) void judge(worker);
      if (worker.state === 'activated') worker.postMessage({ ask: 'keep', paths: loadedPaths() });
    });
  }

  async function judge(worker: ServiceWorker): Promise<void> {
    if ((await entryOf(worker)) === entry) worker.postMessage({ ask: 'take over' });
    else {
      waiting = worker;
      for (const listener of listeners) listener();
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
