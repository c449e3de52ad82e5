import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';

const module = fileURLToPath(new URL('../../support/services/redis-server.ts', import.meta.url));
// What a test run is when it is killed: a process that started a server and never stops it.
const program = `
import { startRedisServer } from ${JSON.stringify(module)};
import { Redis } from 'ioredis';
const server = await startRedisServer();
const client = new Redis(server.url);
const [, folder] = await client.config('GET', 'dir');
const pid = /process_id:(\\d+)/.exec(await client.info('server'))[1];
console.log(JSON.stringify({ folder, pid: Number(pid) }));
`;

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it('stops the server and removes its folder when the test run is killed', async () => {
  const run = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(run.stdout, 'data')) as [Buffer];
  const { folder, pid } = JSON.parse(line.toString()) as { folder: string; pid: number };
  expect(isRunning(pid)).toBe(true);

  run.kill('SIGKILL');
  await once(run, 'close');
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 10_000 });
  await vi.waitFor(() => expect(access(folder)).rejects.toThrow(/ENOENT/), { timeout: 10_000 });
}, 30_000);
