import type { HasUnsavedWork } from './unsaved-work.ts';

/** Tells whether a new version of the application waits or took over, and lets it take over. */
export interface VersionWatch {
  /** Whether a newer version waits or is in charge than the one on screen. */
  isNewer(): boolean;
  /** Calls `listener` whenever that changes; returns how to stop. */
  subscribe(listener: () => void): () => void;
  /** Lets the newer version take over, and loads the page again once it has. False: something would be lost, so all stays as it is. */
  apply(): boolean;
}

/** What is needed of the browser, so that tests can give their own. */
export interface VersionWatchParts {
  readonly container: Pick<ServiceWorkerContainer, 'register' | 'controller' | 'addEventListener'>;
  /** Path of the script that the page on screen began with. */
  readonly entry: string;
  /** Whether the service gives the version that begins with the script of this path. */
  readonly isGiven: (entry: string) => Promise<boolean>;
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
 * is told, and takes over when the reader says so. One that took over before the page watched, by another page that is open, is told likewise. Never rejects: without a worker the application works as before.
 */
export function createVersionWatch({ container, entry, isGiven, reload, hasUnsavedWork, onLook, loadedPaths, settled }: VersionWatchParts): VersionWatch {
  const listeners = new Set<() => void>();
  let registering: Promise<ServiceWorkerRegistration> | null = null;
  /** The newer version. */
  let newer: ServiceWorker | null = null;
  let isApplying = false;
  let isInCharge = false;

  container.addEventListener('controllerchange', () => {
    // by this page, or by another that is open: then this one goes on with its files, which are kept
    isInCharge = newer !== null;
    if (isApplying && !hasUnsavedWork()) reload();
  });
  void settled.then(() => {
    onLook(look);
    look();
  });
  return {
    isNewer: () => newer !== null,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    apply: () => {
      if (hasUnsavedWork()) return false;
      isApplying = true;
      // one that waits no more took over, or another took its place
      if (isInCharge || newer?.state !== 'installed') reload();
      else newer.postMessage({ ask: 'take over' });
      return true;
    },
  };

  function look(): void {
    if (registering !== null) {
      void registering.then(lookAgain, () => undefined);
      return;
    }
    registering = container.register('/sw.js', { scope: '/', updateViaCache: 'none' });
    registering.then(watch).catch(() => {
      // refused by the browser, or no connection: the next look tries again
      registering = null;
    });
  }

  function lookAgain(registration: ServiceWorkerRegistration): void {
    void registration.update().catch(() => undefined);
    void judgeActive(registration).catch(() => undefined);
  }

  function watch(registration: ServiceWorkerRegistration): void {
    const { active, installing } = registration;
    if (active !== null) active.postMessage({ ask: 'keep', paths: loadedPaths() });
    if (registration.waiting !== null) void judge(registration.waiting);
    if (installing !== null) follow(installing, registration);
    registration.addEventListener('updatefound', () => registration.installing !== null && follow(registration.installing, registration));
    void judgeActive(registration).catch(() => undefined);
  }

  function follow(worker: ServiceWorker, registration: ServiceWorkerRegistration): void {
    worker.addEventListener('statechange', () => {
      // the first worker of all waits for nobody; a page that was loaded past its worker has none in charge, and waits for the next all the same
      if (worker.state === 'installed' && (container.controller !== null || registration.active !== null)) void judge(worker);
      if (worker.state === 'activated') worker.postMessage({ ask: 'keep', paths: loadedPaths() });
    });
  }

  async function judge(worker: ServiceWorker): Promise<void> {
    const isOwn = (await entryOf(worker)) === entry;
    if (isOwn) worker.postMessage({ ask: 'take over' });
    tell(isOwn ? null : worker);
  }

  /**
   * Whether another page let a newer version take over before this one watched: its scripts were on their way by then, on a slow line for seconds. A worker of another version than the page's may be an older one as
   * well, when the page came by the network: only the service knows which.
   */
  async function judgeActive({ active }: ServiceWorkerRegistration): Promise<void> {
    if (active === null || newer !== null) return;
    const activeEntry = await entryOf(active);
    if (activeEntry !== entry && (await isGiven(activeEntry)) && newer === null) tell(active);
  }

  function tell(worker: ServiceWorker | null): void {
    newer = worker;
    for (const listener of listeners) listener();
  }
}

function entryOf(worker: ServiceWorker): Promise<string> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(String(data));
    worker.postMessage({ ask: 'entry' }, [port2]);
  });
}
