import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { organisationNetworksCommand } from '../../../cli/commands/organisation-networks-command.ts';
import { readConfig } from '../../../platform/config.ts';
import { createReleaseStack } from '../../../platform/release-stack.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

/** `matpho organisation networks` with these words. */
async function command(...args: string[]): Promise<string> {
  const stack = createReleaseStack();
  const config = readConfig({ MATPHO_DATABASE_URL: t.url, MATPHO_SECRET_KEY: randomBytes(32).toString('base64'), MATPHO_LOG_LEVEL: 'silent' });
  const said: string[] = [];
  try {
    await organisationNetworksCommand({ args, config, stack, print: (line: string) => void said.push(line) } as never);
  } finally {
    await stack.releaseAll();
  }
  return said.join('\n');
}

const register = async (name: string, url: string) => t.as('board', 'POST', '/cameras', cameraBody(t.world, { name, source: { kind: 'rtsp', url } }));
const BOARD = ['--organisation', 'Ban điều hành Bắc'];

test("a board's cameras are narrowed to its networks and ports, at once when they are typed", async () => {
  expect(await command(...BOARD)).toContain('any allowed address');
  expect(await command(...BOARD, '--networks', '192.168.7.0/24, 10.0.0.0/8:554')).toContain('192.168.7.0/24, 10.0.0.0/8:554 only');
  const codes: unknown[] = [];
  for (const url of ['rtsp://192.168.8.9/live', 'rtsp://10.0.0.9:8554/live', 'rtsp://127.0.0.1/live', 'rtsp://192.168.7.9:6379/live'])
    codes.push((await register('Ngoài mạng', url)).json().code);
  expect(codes).toEqual(['address_forbidden', 'port_forbidden', 'address_forbidden', 'port_forbidden']);
  const inside = await register('Trong mạng', 'rtsp://192.168.7.9:8554/live');
  expect(inside.statusCode).toBe(201);
  const moved = await t.as('admin', 'PATCH', `/cameras/${inside.json().id}`, { source: { kind: 'rtsp', url: 'rtsp://192.168.8.9/live' } });
  expect([moved.statusCode, moved.json().code]).toEqual([422, 'address_forbidden']);
});

test('the narrowing is logged, can be taken back, and is refused when it makes no sense', async () => {
  expect(await command(...BOARD, '--networks', 'any')).toContain('any allowed address');
  expect((await register('Ngoài mạng 2', 'rtsp://192.168.8.9/live')).statusCode).toBe(201);
  const logged = await t.db.rows(sql`SELECT 1 FROM audit_event WHERE action = 'organisation.update'`);
  expect(logged.length).toBeGreaterThanOrEqual(1);
  await expect(command(...BOARD, '--networks', '10.0.0.9/8')).rejects.toMatchObject({ code: 'networks_malformed' });
  await expect(command('--organisation', 'nobody')).rejects.toMatchObject({ code: 'unknown_organisation' });
  await expect(command()).rejects.toMatchObject({ code: 'bad_option' });
});
