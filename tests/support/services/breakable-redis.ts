import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { withFreePort } from './with-free-port.ts';

/** A Redis of its own that can be frozen, killed and started again on its port, where it then knows nothing any more. */
export interface BreakableRedis {
  readonly url: string;
  /** It answers nothing, and its connections stay open. */
  freeze(): void;
  thaw(): void;
  kill(): Promise<void>;
  /** Starts it again, empty. */
  revive(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Redis on loopback with nothing kept on disk. It ends with this process. */
export function startBreakableRedis(): Promise<BreakableRedis> {
  return withFreePort(async (port) => {
    let child = await start(port);
    const kill = async (): Promise<void> => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    };
    return {
      url: `redis://127.0.0.1:${port}`,
      freeze: () => void child.kill('SIGSTOP'),
      thaw: () => void child.kill('SIGCONT'),
      kill,
      async revive() {
        child = await start(port);
      },
      stop: kill,
    };
  });
}

async function start(port: number): Promise<ChildProcess> {
  const settings = { bind: '127.0.0.1', port: String(port), save: '', appendonly: 'no', 'maxmemory-policy': 'noeviction' };
  const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  // setpriv: one that a failed test leaves behind, frozen perhaps, dies with the test's process, whose stderr it holds, else the run could not end
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'redis-server', ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const log: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    log.push(line);
    if (line.includes('Ready to accept connections')) {
      child.stdout.resume();
      return child;
    }
  }
  throw new Error(`redis-server ended:\n${log.join('\n')}`);
}
