import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../domain/app-error.ts';

const LOCK_NAME = 'matpho.lock';

interface Holder {
  readonly pid: number;
  /** When the process started, in the kernel's own count: tells a reused pid from the process that took the lock. */
  readonly started: string;
}

function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the command's name may hold spaces and brackets; field 22 is counted from behind it
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  if (process.platform === 'linux') return processStart(pid) === started;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** Process id of the service that runs on `dataDir` now, if one does. */
export async function dataFolderHolder(dataDir: string): Promise<number | undefined> {
  const holder = await readHolder(join(dataDir, LOCK_NAME));
  return holder !== undefined && isAlive(holder) ? holder.pid : undefined;
}

async function tryTake(path: string, mine: string): Promise<boolean> {
  try {
    await link(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function inUse(dataDir: string, pid: number | undefined): AppError {
  const by = pid === undefined ? 'another process' : `process ${pid}`;
  return new AppError(
    'conflict',
    'data_folder_in_use',
    `The data folder ${dataDir} is in use by ${by}. Stop it first, or set MATPHO_DATA_DIR to another folder.`,
  );
}

async function setStaleLockAside(dataDir: string, path: string, aside: string): Promise<void> {
  const holder = await dataFolderHolder(dataDir);
  if (holder !== undefined) throw inUse(dataDir, holder);
  await rename(path, aside).catch(() => undefined);
  const moved = await readHolder(aside);
  // between the look and the move another process may have taken the lock: then it gets it back
  const wasTaken = moved !== undefined && isAlive(moved);
  if (wasTaken) await tryTake(path, aside);
  await rm(aside, { force: true });
}

/**
 * Takes `dataDir` for this process and returns how to give it back. A lock left by a process that no longer lives is taken over.
 * Errors: `data_folder_in_use` (conflict).
 */
export async function lockDataFolder(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, LOCK_NAME);
  const mine = join(dataDir, `.${LOCK_NAME}.${process.pid}`);
  await writeFile(mine, JSON.stringify({ pid: process.pid, started: processStart(process.pid) ?? '' } satisfies Holder), { mode: 0o600 });
  try {
    if (!(await tryTake(path, mine))) {
      await setStaleLockAside(dataDir, path, `${mine}.stale`);
      if (!(await tryTake(path, mine))) throw inUse(dataDir, await dataFolderHolder(dataDir));
    }
  } finally {
    await unlink(mine).catch(() => undefined);
  }
  return () => rm(path, { force: true });
}
