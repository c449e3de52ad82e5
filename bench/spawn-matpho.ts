import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A running part of the service. */
export interface MatphoProcess {
  readonly pid: number;
  /** Where it listens; empty for a worker. */
  readonly url: string;
  /** From the start of the command to its announcement. */
  readonly startedInMs: number;
  stop(): Promise<void>;
}

function commandPath(): string {
  // from dist/bench as well as from bench
  const inDist = import.meta.url.endsWith('.js');
  return fileURLToPath(new URL(inDist ? '../../bin/matpho.js' : '../bin/matpho.js', import.meta.url));
}

function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const url = /https?:\/\/\S+/.exec(line)?.[0];
      if (url !== undefined || line.includes('worker runs')) resolve(url ?? '');
    });
    createInterface({ input: child.stderr! }).on('line', (line) => lines.push(line));
    child.on('exit', (code) => reject(new Error(`matpho ended with ${code}: ${lines.slice(-5).join('\n')}`)));
  });
}

/** Starts `matpho <command>` with exactly these settings and waits until it says that it runs. */
export async function spawnMatpho(command: 'start' | 'server' | 'worker', settings: Readonly<Record<string, string>>): Promise<MatphoProcess> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [commandPath(), command], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await announced(child);
  return {
    pid: child.pid!,
    url,
    startedInMs: performance.now() - startedAt,
    async stop() {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.removeAllListeners('exit');
      child.once('exit', () => undefined);
      const done = new Promise<void>((resolve) => child.once('close', () => resolve()));
      child.kill('SIGTERM');
      await Promise.race([ended, done]);
    },
  };
}
