import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sql from 'sql-template-tag';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { startSmtpServer, type SmtpFault, type SmtpServer } from '../../support/services/smtp-server.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestAlert, insertTestSubscription } from '../../support/workers/alert-fixture.ts';
import { insertTown } from '../../support/workers/camera-fixture.ts';
import { startKillableWorker, type KillableWorker } from '../../support/workers/killable-worker.ts';

let db: MigratedTestDatabase;
let mail: SmtpServer;
let folder: string;
let start: () => Promise<KillableWorker>;
const started: KillableWorker[] = [];

beforeEach(async () => {
  db = await createTestDatabase('postgres');
  mail = await startSmtpServer();
  folder = await mkdtemp(join(tmpdir(), 'matpho-mail-'));
  const key = randomBytes(32);
  const settings = {
    MATPHO_DATA_DIR: folder,
    MATPHO_DATABASE_URL: db.url,
    MATPHO_BLOB_URL: pathToFileURL(join(folder, 'blobs')).href,
    MATPHO_SECRET_KEY: key.toString('base64'),
    MATPHO_LOG_LEVEL: 'fatal',
    MATPHO_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    MATPHO_SMTP_FROM: 'matpho@example.com',
  };
  start = async () => {
    const worker = await startKillableWorker(settings);
    started.push(worker);
    return worker;
  };
  const town = await insertTown(db.database);
  await insertTestSubscription(db.database, createSecretBox([key]), { organisationId: town.organisationId }, { atMs: Date.now() });
  await insertTestAlert(db.database, { organisationId: town.organisationId, unitId: town.unitId }, { openedAtMs: Date.now() });
});
afterEach(async () => {
  for (const worker of started.splice(0)) await worker.kill();
  await mail.stop();
  await rm(folder, { recursive: true, force: true });
  await db.drop();
});

const stateOf = async () => (await db.database.maybeRow<{ state: string }>(sql`SELECT state FROM message`))?.state;

/** Kills a worker while the server sits on `fault` (killed before, it would leave the fault to the next one), lets another go on, and returns the Message-IDs that the server took. */
async function killDuring(fault: SmtpFault, isThere: () => Promise<boolean>): Promise<(string | undefined)[]> {
  await mail.behave([fault]);
  const first = await start();
  await expect.poll(isThere, { timeout: 40_000 }).toBe(true);
  await first.kill();
  expect(await stateOf()).toBe('sending');
  // three minutes pass
  await db.database.run(sql`UPDATE message SET claimed_until = now()`);
  const second = await start();
  await expect.poll(stateOf, { timeout: 60_000 }).toBe('sent');
  await second.stop();
  return (await mail.messages()).map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1]);
}

it('a worker killed before the mail server has the message: it arrives once', { timeout: 180_000 }, async () => {
  const ids = await killDuring({ at: 'rcpt', do: 'hang' }, async () => (await mail.stats()).faultsMet === 1);
  expect(ids).toHaveLength(1);
});

it('a worker killed after the server has it and before it said so: it arrives again, under the same Message-ID', { timeout: 180_000 }, async () => {
  const ids = await killDuring({ at: 'accepted', do: 'hang' }, async () => (await mail.messages()).length === 1);
  expect(ids).toHaveLength(2);
  expect(ids[1]).toBe(ids[0]);
});
