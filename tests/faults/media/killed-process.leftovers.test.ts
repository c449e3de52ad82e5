import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';

const SCRIPT = fileURLToPath(new URL('../../support/media/interrupted-work.ts', import.meta.url));
let folder: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-'));
});

afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Starts a task and resolves when it is in the middle of it. */
async function start(task: 'put' | 'record'): Promise<ChildProcess> {
  const started = spawn(process.execPath, ['--import', 'tsx', SCRIPT, task, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  child = started;
  await once(createInterface(started.stdout), 'line');
  return started;
}

async function kill(victim: ChildProcess): Promise<void> {
  const ended = once(victim, 'exit');
  victim.kill('SIGKILL');
  await ended;
}

/** Pids of the processes that `parent` has started. */
async function childrenOf(parent: number | undefined): Promise<number[]> {
  return (await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8')).trim().split(' ').filter(Boolean).map(Number);
}

async function isFfmpeg(pid: number): Promise<boolean> {
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).startsWith('ffmpeg');
}

describe('a process that is killed', () => {
  it('leaves no half-written blob, and what it leaves is swept', async () => {
    await kill(await start('put'));
    const store = createFolderBlobStore({ folder });

    expect(await store.stat('footage/a.mp4')).toBeUndefined();
    const [leftover = ''] = await readdir(join(folder, '.temporary'));
    const yesterday = new Date(Date.now() - 86_400_000);
    await utimes(join(folder, '.temporary', leftover), yesterday, yesterday);
    expect(await store.sweepTemporary()).toBe(1);
    expect((await store.put('footage/a.mp4', new Uint8Array(3))).byteLength).toBe(3);
  });

  it('takes its ffmpeg with it', async () => {
    const recording = await start('record');
    const started = await childrenOf(recording.pid);
    const ffmpegs = (await Promise.all(started.map(async (pid) => ((await isFfmpeg(pid)) ? [pid] : [])))).flat();
    expect(ffmpegs).toHaveLength(1);
    await kill(recording);
    await expect.poll(() => Promise.all(ffmpegs.map(isFfmpeg))).toEqual([false]);
  });
});
