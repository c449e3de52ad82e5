import type { ChildProcess } from 'node:child_process';
import { ForksPoolWorker, type PoolOptions, type PoolWorker, type WorkerRequest } from 'vitest/node';

type ForkOwner = { _fork: ChildProcess | undefined };
type Listener = (...values: never[]) => void;

/** Whether the run waits for the end of a process; it must not for an idle one. */
function holdRun(fork: ChildProcess, change: 'ref' | 'unref'): void {
  for (const part of [fork, fork.channel, fork.stdout, fork.stderr]) (part as { [name in typeof change]?: () => void } | null | undefined)?.[change]?.();
}

/** Processes of a project that wait for their next file. */
type Idle = ChildProcess[];

/**
 * A process of Vitest's pool `forks` that outlives its runner: instead of ending it waits for the next file of its project, with its modules loaded. Vitest itself hands a
 * process on only to a file that follows at once in the order, which our order, files that wait beside files that compute, hardly ever has.
 *
 * The runner is told what it would hear from a process that starts and ends; the process hears neither.
 */
class KeptForksWorker extends ForksPoolWorker {
  override readonly name = 'kept-forks';
  readonly #idle: Idle;
  readonly #listeners = new Set<readonly [event: string, listener: Listener]>();
  #isAdopted = false;
  #isLetGo = false;

  constructor(options: PoolOptions, idle: Idle) {
    super(options);
    this.#idle = idle;
  }

  get #owner(): ForkOwner {
    // private in the types, for which there is no other way to a process
    return this as unknown as ForkOwner;
  }

  override async start(): Promise<void> {
    let fork = this.#idle.pop();
    while (fork !== undefined && !fork.connected) fork = this.#idle.pop();
    this.#isAdopted = fork !== undefined;
    if (fork === undefined) return super.start();
    holdRun(fork, 'ref');
    this.#owner._fork = fork;
  }

  override on(event: string, listener: Listener): void {
    this.#listeners.add([event, listener]);
    super.on(event, listener as never);
  }

  override off(event: string, listener: Listener): void {
    for (const entry of this.#listeners) if (entry[0] === event && entry[1] === listener) this.#listeners.delete(entry);
    super.off(event, listener as never);
  }

  override send(message: WorkerRequest): void {
    if (message.type === 'start' && this.#isAdopted) this.#answer('started');
    else if (message.type === 'stop') {
      this.#isLetGo = true;
      this.#answer('stopped');
    } else super.send(message);
  }

  /** After a failure `stop` comes without the message of that name: then the process really ends. */
  override async stop(): Promise<void> {
    const fork = this.#owner._fork;
    if (!this.#isLetGo || fork === undefined || !fork.connected) return super.stop();
    for (const [event, listener] of this.#listeners) fork.off(event, listener as never);
    this.#owner._fork = undefined;
    holdRun(fork, 'unref');
    this.#idle.push(fork);
  }

  #answer(type: 'started' | 'stopped'): void {
    const response = { type, __vitest_worker_response__: true };
    queueMicrotask(() => {
      for (const [event, listener] of [...this.#listeners]) if (event === 'message') (listener as (value: unknown) => void)(response);
    });
  }
}

/** Vitest's `pool` of a project whose files share processes and modules; see `KeptForksWorker`. The last of its processes end with the run's. */
export function keptForksPool(): { readonly name: string; readonly createPoolWorker: (options: PoolOptions) => PoolWorker } {
  const idle: Idle = [];
  process.once('exit', () => {
    for (const fork of idle) fork.kill('SIGKILL');
  });
  return { name: 'kept-forks', createPoolWorker: (options) => new KeptForksWorker(options, idle) };
}
