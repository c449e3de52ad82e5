import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A script of this folder in a process of its own, which answers one message with one. */
export interface ForkedScript {
  readonly pid: number;
  /** What it sends first. */
  readonly ready: unknown;
  ask(message: object): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts `name` (without its ending) and waits for its first message; it must end when its channel closes. */
export async function forkScript(name: string, args: readonly string[] = [], settings: Readonly<Record<string, string>> = {}): Promise<ForkedScript> {
  const ending = import.meta.url.endsWith('.js') ? 'js' : 'ts';
  const child = fork(fileURLToPath(new URL(`./${name}.${ending}`, import.meta.url)), args, { env: { ...process.env, ...settings } });
  const ready = await nextMessage(child, name);
  return {
    pid: child.pid!,
    ready,
    ask(message) {
      child.send(message);
      return nextMessage(child, name);
    },
    async stop() {
      const ended = once(child, 'exit');
      if (child.connected) child.disconnect();
      if (child.exitCode === null && child.signalCode === null) await ended;
    },
  };
}

function nextMessage(child: ChildProcess, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`${name} ended with ${code} before it answered`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message);
    });
  });
}
