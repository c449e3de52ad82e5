import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm, rmdir, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A small disk of its own, in memory. */
export interface SmallDisk {
  readonly folder: string;
  freeBytes(): Promise<number>;
  /** Takes all that is left. */
  fill(): Promise<void>;
  /** Gives back what `fill` took. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

/** Mounts a disk of `megabytes` (needs root, as the tests' other services do). */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', folder]);
  const ballast = join(folder, 'ballast');
  const freeBytes = async (): Promise<number> => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  };
  return {
    folder,
    freeBytes,
    async fill() {
      // others write at the same time, so what is free can't be known before
      for (const block of [1 << 20, 4096]) await appendUntilFull(ballast, Buffer.alloc(block));
    },
    empty: () => rm(ballast, { force: true }),
    async stop() {
      await run('umount', ['-l', folder]);
      await rmdir(folder);
    },
  };
}

async function appendUntilFull(path: string, block: Buffer): Promise<void> {
  try {
    for (;;) await appendFile(path, block);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOSPC') throw error;
  }
}
