import { describe, expect, it, vi } from 'vitest';
import { createVersionWatch } from '../../../web/pwa/version-watch.ts';

/** As long as `expect.poll`: by default it is a second, in which a busy machine may do nothing at all. */
const PATIENTLY = { timeout: 30_000 };

/** A service worker as far as the watch looks at it; it answers which version it is. */
class FakeWorker extends EventTarget {
  state = 'installing';
  readonly heard: unknown[] = [];
  private readonly entry: string;
  constructor(entry: string) {
    super();
    this.entry = entry;
  }
  postMessage(message: { ask: string }, [port]: MessagePort[] = []): void {
    this.heard.push(message.ask);
    if (message.ask === 'entry') port?.postMessage(this.entry);
  }
  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

interface Rig {
  readonly controlled: boolean;
  readonly entry?: string;
  /** How often the browser refuses the worker before it takes it. */
  readonly refuses?: number;
  readonly active?: FakeWorker;
  readonly waiting?: FakeWorker;
  /** The version that the service gives. */
  readonly given?: string;
}

function rig({ refuses = 0, ...options }: Rig) {
  const registration = Object.assign(new EventTarget(), {
    active: options.active ?? null,
    waiting: options.waiting ?? null,
    installing: null as FakeWorker | null,
    update: vi.fn(async () => undefined),
  });
  let refusals = 0;
  const container = Object.assign(new EventTarget(), {
    controller: options.controlled ? {} : null,
    register: async () => {
      if (refusals < refuses) {
        refusals += 1;
        throw new Error('no');
      }
      return registration;
    },
  });
  const reload = vi.fn();
  const work = { isUnsaved: false };
  let look: () => void = () => undefined;
  const watch = createVersionWatch({
    container: container as never,
    entry: options.entry ?? '/assets/old.js',
    isGiven: async (entry) => entry === options.given,
    reload,
    hasUnsavedWork: () => work.isUnsaved,
    onLook: (callback) => void (look = callback),
    loadedPaths: () => ['/assets/old.js'],
    settled: Promise.resolve(),
  });
  return {
    watch,
    work,
    reload,
    registration,
    look: () => look(),
    async find(worker: FakeWorker) {
      await new Promise((resolve) => setImmediate(resolve));
      registration.installing = worker;
      registration.dispatchEvent(new Event('updatefound'));
      worker.become('installed');
    },
    takeOver: () => container.dispatchEvent(new Event('controllerchange')),
  };
}

describe('a new version', () => {
  it('is told, and is on screen only when the reader wants it', async () => {
    const { watch, find, reload, takeOver } = rig({ controlled: true });
    const told = vi.fn();
    watch.subscribe(told);
    const worker = new FakeWorker('/assets/new.js');
    await find(worker);
    await vi.waitFor(() => expect(told).toHaveBeenCalledOnce(), PATIENTLY);
    expect(watch.isNewer()).toBe(true);
    expect(watch.apply()).toBe(true);
    expect([worker.heard, reload.mock.calls.length]).toEqual([['entry', 'take over'], 0]);
    takeOver();
    expect(reload).toHaveBeenCalledOnce();
  });

  it('that another page let take over is on screen when the reader wants it', async () => {
    const { watch, find, reload, takeOver } = rig({ controlled: true });
    await find(new FakeWorker('/assets/new.js'));
    await vi.waitFor(() => expect(watch.isNewer()).toBe(true), PATIENTLY);
    takeOver();
    expect(reload).not.toHaveBeenCalled();
    watch.apply();
    expect(reload).toHaveBeenCalledOnce();
  });

  it('waits for as long as something is typed or on its way, also when that begins while it takes over', async () => {
    const { watch, work, find, reload, takeOver } = rig({ controlled: true });
    const worker = new FakeWorker('/assets/new.js');
    await find(worker);
    await vi.waitFor(() => expect(watch.isNewer()).toBe(true), PATIENTLY);
    work.isUnsaved = true;
    expect([watch.apply(), worker.heard]).toEqual([false, ['entry']]);
    work.isUnsaved = false;
    watch.apply();
    work.isUnsaved = true;
    takeOver();
    expect(reload).not.toHaveBeenCalled();
    work.isUnsaved = false;
    watch.apply();
    expect(reload).toHaveBeenCalledOnce();
  });

  it('takes over without a word when the page came by the network and is that version already', async () => {
    const { watch, find, reload, takeOver } = rig({ controlled: true, entry: '/assets/new.js' });
    const worker = new FakeWorker('/assets/new.js');
    await find(worker);
    await vi.waitFor(() => expect(worker.heard).toEqual(['entry', 'take over']), PATIENTLY);
    takeOver();
    expect([watch.isNewer(), reload.mock.calls.length]).toEqual([false, 0]);
  });

  it('is none when it is the first worker of all, which is told what to keep', async () => {
    const { watch, find } = rig({ controlled: false });
    const worker = new FakeWorker('/assets/new.js');
    await find(worker);
    worker.become('activated');
    expect([worker.heard, watch.isNewer()]).toEqual([['keep'], false]);
  });

  it('is looked for when it is worth it', async () => {
    const { look, registration } = rig({ controlled: true });
    await vi.waitFor(() => {
      look();
      expect(registration.update).toHaveBeenCalled();
    }, PATIENTLY);
  });

  it('that waits since before the page was opened is told', async () => {
    const waiting = new FakeWorker('/assets/new.js');
    waiting.state = 'installed';
    const { watch, reload } = rig({ controlled: true, active: new FakeWorker('/assets/old.js'), waiting });
    await vi.waitFor(() => expect(watch.isNewer()).toBe(true), PATIENTLY);
    watch.apply();
    expect([waiting.heard, reload.mock.calls.length]).toEqual([['entry', 'take over'], 0]);
  });

  it('that another page let take over before this one watched is told, and is on screen when the reader wants it', async () => {
    const active = new FakeWorker('/assets/new.js');
    active.state = 'activated';
    const { watch, reload } = rig({ controlled: true, active, given: '/assets/new.js' });
    await vi.waitFor(() => expect(watch.isNewer()).toBe(true), PATIENTLY);
    expect(reload).not.toHaveBeenCalled();
    watch.apply();
    expect([reload.mock.calls.length, active.heard]).toEqual([1, ['keep', 'entry']]);
  });

  it('is not what an older worker is that is in charge of a page which came by the network', async () => {
    const active = new FakeWorker('/assets/older.js');
    const { watch, look } = rig({ controlled: true, active, given: '/assets/old.js' });
    await vi.waitFor(() => expect(active.heard).toContain('entry'), PATIENTLY);
    look();
    await vi.waitFor(() => expect(active.heard).toEqual(['keep', 'entry', 'entry']), PATIENTLY);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(watch.isNewer()).toBe(false);
  });

  it('that took over while it was asked which it is is on screen when the reader wants it', async () => {
    const { watch, find, reload, takeOver } = rig({ controlled: true });
    const worker = new FakeWorker('/assets/new.js');
    await find(worker);
    worker.become('activated');
    takeOver();
    await vi.waitFor(() => expect(watch.isNewer()).toBe(true), PATIENTLY);
    watch.apply();
    expect([reload.mock.calls.length, worker.heard]).toEqual([1, ['entry', 'keep']]);
  });

  it('is told on a page that was loaded past its worker, too', async () => {
    const { watch, find } = rig({ controlled: false, active: new FakeWorker('/assets/old.js') });
    await find(new FakeWorker('/assets/new.js'));
    await vi.waitFor(() => expect(watch.isNewer()).toBe(true), PATIENTLY);
  });

  it('is told no more when the service went back to the version on screen', async () => {
    const { watch, find } = rig({ controlled: true });
    await find(new FakeWorker('/assets/new.js'));
    await vi.waitFor(() => expect(watch.isNewer()).toBe(true), PATIENTLY);
    await find(new FakeWorker('/assets/old.js'));
    await vi.waitFor(() => expect(watch.isNewer()).toBe(false), PATIENTLY);
  });

  it('is watched for from the next look on when there was no connection for the worker at first', async () => {
    const { watch, find, look } = rig({ controlled: false, refuses: 1, active: new FakeWorker('/assets/old.js') });
    await new Promise((resolve) => setImmediate(resolve));
    look();
    await find(new FakeWorker('/assets/new.js'));
    await vi.waitFor(() => expect(watch.isNewer()).toBe(true), PATIENTLY);
  });

  it('is no matter where browsers refuse workers', async () => {
    const { watch } = rig({ controlled: false, refuses: Number.POSITIVE_INFINITY });
    await new Promise((resolve) => setImmediate(resolve));
    expect(watch.isNewer()).toBe(false);
  });
});
