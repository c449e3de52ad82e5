import { existsSync } from 'node:fs';
import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { startRedisServer } from '../../support/services/redis-server.ts';

async function inspect(url: string): Promise<Record<string, string>> {
  const client = new Redis(url);
  try {
    expect(await client.ping()).toBe('PONG');
    const names = ['maxmemory-policy', 'appendonly', 'save', 'bind', 'dir'];
    const pairs = await Promise.all(names.map((name) => client.config('GET', name)));
    return Object.fromEntries(pairs as [string, string][]);
  } finally {
    client.disconnect();
  }
}

it('answers on loopback, never evicts and keeps nothing on disk', async () => {
  const server = await startRedisServer();
  const { dir, ...settings } = await inspect(server.url);
  expect(settings).toEqual({
    'maxmemory-policy': 'noeviction',
    appendonly: 'no',
    save: '',
    bind: '127.0.0.1',
  });
  await server.stop();
  expect(existsSync(dir!)).toBe(false);
});

it('keeps an append-only file when asked to', async () => {
  const server = await startRedisServer({ appendOnly: true });
  expect(await inspect(server.url)).toMatchObject({ appendonly: 'yes' });
  await server.stop();
});
