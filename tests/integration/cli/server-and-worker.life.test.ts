import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase as createBareDatabase } from '../../support/services/test-database.ts';
import { runMatpho, startMatpho, type MatphoProcess, type MatphoSettings } from '../../support/cli/matpho-process.ts';
import { untilReady } from '../../support/cli/ready-service.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/cli/temporary-folder.ts';
import { ownRedisDatabase } from '../../support/own-redis-database.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

let folder: TemporaryFolder;
let db: MigratedTestDatabase;
let settings: MatphoSettings;
const processes: MatphoProcess[] = [];

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  db = await createTestDatabase('postgres');
  settings = {
    MATPHO_DATABASE_URL: db.url,
    MATPHO_REDIS_URL: await ownRedisDatabase(),
    MATPHO_SECRET_KEY: randomBytes(32).toString('base64'),
    MATPHO_DATA_DIR: folder.path('data'),
    MATPHO_WORKER_PORT: '0',
  };
});
afterAll(async () => {
  for (const each of processes) await each.cleanUp();
  await db.drop();
  await folder.remove();
});

function run(...words: string[]): MatphoProcess {
  const started = startMatpho(words, settings);
  processes.push(started);
  return started;
}

test('a database that lacks migrations is refused, with the command that brings them', async () => {
  const bare = await createBareDatabase(inject('postgresAdminUrl'));
  try {
    const onBare = { ...settings, MATPHO_DATABASE_URL: bare.url };
    const answers = await Promise.all([runMatpho(['server'], onBare), runMatpho(['worker'], onBare)]);
    for (const { code, stderr } of answers) {
      expect(code).toBe(1);
      expect(stderr).toMatch(/lacks \d+ migrations. Run: matpho migrate/);
    }
    const migrated = await runMatpho(['migrate'], onBare);
    expect(migrated.code).toBe(0);
    expect(migrated.stdout).toMatch(/The database is up to date: \d+ migrations applied\./);
  } finally {
    await bare.drop();
  }
});

test('a database that does not answer is said to, without its address or password', async () => {
  const { code, stdout, stderr } = await runMatpho(['server'], { ...settings, MATPHO_DATABASE_URL: 'postgresql://matpho:geheim@127.0.0.1:1/matpho' });
  expect(code).toBe(1);
  expect(stderr).toContain('The database does not answer.');
  expect(stdout + stderr).not.toContain('geheim');
});

test('server and worker find each other through the database, and SIGTERM ends both in order', async () => {
  const server = run('server');
  const url = (await server.says(/listens on (http:\/\/127\.0\.0\.1:\d+)\n/))[1]!;
  const notReady = await fetch(`${url}/readyz`);
  expect([notReady.status, await notReady.json()]).toMatchObject([503, { database: true, queue: true, worker: false }]);

  const worker = run('worker');
  const metricsUrl = (await worker.says(/Figures of the worker: (http:\/\/127\.0\.0\.1:\d+\/metrics)\n/))[1]!;
  await worker.says(/worker runs/);
  await untilReady(url);
  const metrics = await fetch(metricsUrl);
  expect(metrics.headers.get('content-type')).toMatch(/^text\/plain/);
  const figures = await metrics.text();
  for (const name of ['matpho_recordings', 'matpho_shed_total', 'matpho_schedule_lag_seconds', 'process_cpu_seconds_total']) expect(figures).toContain(name);
  expect((await fetch(new URL('/healthz', metricsUrl))).status).toBe(200);
  expect((await fetch(new URL('/anything', metricsUrl))).status).toBe(404);
  expect(await db.database.rows(sql`SELECT 1 FROM worker_heartbeat`)).toHaveLength(1);

  const ended = await Promise.all([server.end('SIGTERM'), worker.end('SIGINT')]);
  expect(ended.map(({ code }) => code)).toEqual([0, 0]);
  expect([server.leftBehind(), worker.leftBehind()]).toEqual([false, false]);
  expect(await db.database.rows(sql`SELECT 1 FROM worker_heartbeat`)).toHaveLength(0);
});
