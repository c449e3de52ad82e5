import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';

const module = (name: string): string => JSON.stringify(fileURLToPath(new URL(`../../support/services/${name}.ts`, import.meta.url)));
// What a test run is when it is killed: a process that started a server and never stops it.
const program = `
import { startRedisServer } from ${module('redis-server')};
import { Redis } from 'ioredis';
const server = await startRedisServer();
const client = new Redis(server.url);
const [, folder] = await client.config('GET', 'dir');
const pid = /process_id:(\\d+)/.exec(await client.info('server'))[1];
console.log(JSON.stringify({ folder, pid: Number(pid) }));
`;

// The same with one that tests freeze, and that holds on to the run's own stderr.
const frozenProgram = `
import { startBreakableRedis } from ${module('breakable-redis')};
import { Redis } from 'ioredis';
const server = await startBreakableRedis();
const pid = /process_id:(\\d+)/.exec(await new Redis(server.url).info('server'))[1];
server.freeze();
console.log(JSON.stringify({ pid: Number(pid) }));
`;

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const start = (words: string) => spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', words], { stdio: ['ignore', 'pipe', 'pipe'] });

it('stops the server and removes its folder when the test run is killed', async () => {
  const run = start(program);
  const [line] = (await once(run.stdout, 'data')) as [Buffer];
  const { folder, pid } = JSON.parse(line.toString()) as { folder: string; pid: number };
  expect(isRunning(pid)).toBe(true);

  run.kill('SIGKILL');
  await once(run, 'close');
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 30_000 });
  await vi.waitFor(() => expect(access(folder)).rejects.toThrow(/ENOENT/), { timeout: 30_000 });
});

it('ends a frozen one as well, and with it whoever waits for the run’s output', async () => {
  const run = start(frozenProgram);
  const [line] = (await once(run.stdout, 'data')) as [Buffer];
  const { pid } = JSON.parse(line.toString()) as { pid: number };
  expect(isRunning(pid)).toBe(true);

  run.kill('SIGTERM');
  try {
    // it comes when nobody holds the pipes any more
    await once(run, 'close', { signal: AbortSignal.timeout(10_000) });
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 30_000 });
  } finally {
    if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  }
});
