import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./worker-process.ts', import.meta.url));

/** A worker in a process of its own. */
export interface KillableWorker {
  /** The line that it wrote. */
  readonly id: string;
  readonly pid: number;
  /** Ends it in the middle of whatever it does (SIGKILL). */
  kill(): Promise<void>;
  /** Lets it stop in order. */
  stop(): Promise<void>;
}

/** Starts `worker-process.ts`, or another script that writes a line when it works, with these settings and resolves then. */
export async function startKillableWorker(settings: Readonly<Record<string, string>>, script = SCRIPT): Promise<KillableWorker> {
  // setpriv: one that a failed test leaves behind dies with the test's process, whose stderr it holds, else the run could not end
  const command = ['--pdeathsig', 'KILL', process.execPath, '--import', 'tsx', script];
  const child = spawn('setpriv', command, { env: { PATH: process.env['PATH'], ...settings }, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [id] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(([code, signal]) => {
      throw new Error(`the worker process ended (${String(code ?? signal)}) before it worked`);
    }),
  ])) as [string];
  return {
    id,
    pid: child.pid!,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
