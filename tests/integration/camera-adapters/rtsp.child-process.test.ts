import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { rtspContact } from '../../support/camera-adapters/rtsp-contact.ts';
import { startRtspServer } from '../../support/services/rtsp-server.ts';

const CREDENTIALS = { username: 'quan-tri-vien', password: 'Th0n.5-xyz' } as const;

interface Seen {
  readonly argv: string;
  readonly environment: string;
  readonly limits: string;
}

/** What anybody on this machine can see of the ffmpeg programs that this process has started. */
async function ffmpegsSeen(): Promise<Seen[]> {
  const tasks = await readdir('/proc/self/task');
  const children = (await Promise.all(tasks.map((task) => readFile(`/proc/self/task/${task}/children`, 'utf8').catch(() => '')))).join(' ').split(' ');
  const seen = await Promise.all(
    children.filter(Boolean).map(async (pid) => {
      const read = async (name: string): Promise<string> => (await readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
      return { comm: await read('comm'), argv: await read('cmdline'), environment: await read('environ'), limits: await read('limits') };
    }),
  );
  return seen.filter(({ comm }) => comm.startsWith('ffmpeg'));
}

test('while a camera is recorded its password and its address stand in no process list, and the program has a limit of memory', async () => {
  const camera = await startRtspServer({ auth: 'digest', ...CREDENTIALS });
  onTestFinished(() => camera.stop());
  const folder = await mkdtemp(join(tmpdir(), 'matpho-child-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const ending = new AbortController();
  const { adapter, source, context } = await rtspContact(camera.url, { credentials: CREDENTIALS, signal: ending.signal });
  const seen: Seen[] = [];
  for await (const segment of adapter.record(source, { folder, segmentMs: 1_000, stallMs: 20_000 }, context)) {
    expect(segment.byteLength).toBeGreaterThan(0);
    // the last segments may come after it was told to end
    if (!ending.signal.aborted) seen.push(...(await ffmpegsSeen()));
    ending.abort();
  }
  expect(seen).toHaveLength(1);
  const [{ argv, environment, limits }] = seen as [Seen];
  expect(argv).toMatch(/-protocol_whitelist rtsp,rtp,tcp .*-f rtsp -i rtsp:\/\/127\.0\.0\.1:/);
  expect(argv).toMatch(/-max_alloc \d+/);
  for (const secret of [...Object.values(CREDENTIALS), String(camera.port), '/live']) expect(argv + environment).not.toContain(secret);
  expect(environment.trim()).toBe('PATH=/usr/local/bin:/usr/bin:/bin');
  expect(limits).toMatch(/Max address space +2147483648 /);
  expect(await ffmpegsSeen()).toEqual([]);
});
