import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findServerUser, initialisePostgres, serverArguments, type PostgresUser } from './postgres-cluster.ts';
import { postgresBinDir } from './postgres-bin-dir.ts';
import { withFreePort } from './with-free-port.ts';

/** A PostgreSQL of its own that writes to disk as in production, and can be killed and started again on its port with what it had committed. */
export interface BreakablePostgres {
  /** Superuser `postgres`, database `postgres`. */
  readonly adminUrl: string;
  /** Ends the server and all its processes at once, as a power cut would (SIGKILL). */
  kill(): Promise<void>;
  /** Starts it again and resolves when it has recovered. */
  revive(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** Starts it on loopback; takes about 2 s. It ends with this process. */
export function startBreakablePostgres(): Promise<BreakablePostgres> {
  return withFreePort(async (port) => {
    const user = findServerUser();
    const folder = await mkdtemp(join(tmpdir(), 'matpho-pg-'));
    await initialisePostgres(folder, user);
    const boot = (): Promise<ChildProcess> => start(folder, port, user);
    let child = await boot().catch(async (error: unknown) => {
      await rm(folder, { recursive: true, force: true });
      throw error;
    });
    const kill = async (): Promise<void> => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      // its children are in sessions of their own: they must not finish what they were at
      for (const pid of [child.pid!, ...childrenOf(child.pid!)]) sendKill(pid);
      await ended;
    };
    return {
      adminUrl: `postgresql://postgres@127.0.0.1:${port}/postgres`,
      kill,
      async revive() {
        child = await boot();
      },
      async stop() {
        await kill();
        await rm(folder, { recursive: true, force: true });
      },
    };
  });
}

/** Processes that the server started (proc(5)). */
function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

function sendKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // it ended by itself in the meantime
    if ((error as { code?: string }).code !== 'ESRCH') throw error;
  }
}

async function start(folder: string, port: number, user: PostgresUser | undefined): Promise<ChildProcess> {
  // setpriv: the server stops when this process dies
  const command = ['--pdeathsig', 'QUIT', `${postgresBinDir}/postgres`, ...serverArguments(folder, port, true)];
  const child = spawn('setpriv', command, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } });
  const log: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    log.push(line);
    if (line.includes('database system is ready to accept connections')) {
      child.stderr.resume();
      return child;
    }
  }
  throw new Error(`postgres ended:\n${log.join('\n')}`);
}
