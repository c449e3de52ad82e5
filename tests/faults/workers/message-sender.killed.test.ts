import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sql from 'sql-template-tag';
import { describe, expect, it, type ExpectStatic } from 'vitest';
import { createReleaseStack } from '../../../platform/release-stack.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { startSmtpServer, type SmtpFault, type SmtpServer } from '../../support/services/smtp-server.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import { insertTestAlert, insertTestSubscription } from '../../support/workers/alert-fixture.ts';
import { insertTown } from '../../support/workers/camera-fixture.ts';
import { startKillableWorker, type KillableWorker } from '../../support/workers/killable-worker.ts';

/** Kills a worker while the server sits on `fault` (killed before, it would leave the fault to the next one), lets another go on, and returns the Message-IDs that the server took. */
async function killDuring(fault: SmtpFault, isThere: (mail: SmtpServer) => Promise<boolean>, { poll }: ExpectStatic): Promise<(string | undefined)[]> {
  const stack = createReleaseStack();
  try {
    const db = await createTestDatabase('postgres');
    stack.push('database', () => db.drop());
    const folder = await mkdtemp(join(tmpdir(), 'matpho-mail-'));
    stack.push('folder', () => rm(folder, { recursive: true, force: true }));
    const mail = await startSmtpServer();
    stack.push('mail server', () => mail.stop());
    const key = randomBytes(32);
    const start = async (): Promise<KillableWorker> => {
      const worker = await startKillableWorker(settingsOf(db.url, folder, key, mail.port));
      stack.push('worker', () => worker.kill());
      return worker;
    };
    const { organisationId, unitId } = await insertTown(db.database);
    await insertTestSubscription(db.database, createSecretBox([key]), { organisationId }, { atMs: Date.now() });
    await insertTestAlert(db.database, { organisationId, unitId }, { openedAtMs: Date.now() });
    const stateOf = async () => (await db.database.maybeRow<{ state: string }>(sql`SELECT state FROM message`))?.state;

    await mail.behave([fault]);
    const first = await start();
    await poll(() => isThere(mail), { timeout: 40_000 }).toBe(true);
    await first.kill();
    expect(await stateOf()).toBe('sending');
    // three minutes pass
    await db.database.run(sql`UPDATE message SET claimed_until = now()`);
    const second = await start();
    await poll(stateOf, { timeout: 60_000 }).toBe('sent');
    await second.stop();
    return (await mail.messages()).map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1]);
  } finally {
    const failures = await stack.releaseAll();
    expect(failures).toEqual([]);
  }
}

function settingsOf(databaseUrl: string, folder: string, key: Buffer, smtpPort: number): Record<string, string> {
  return {
    MATPHO_DATA_DIR: folder,
    MATPHO_DATABASE_URL: databaseUrl,
    MATPHO_BLOB_URL: pathToFileURL(join(folder, 'blobs')).href,
    MATPHO_SECRET_KEY: key.toString('base64'),
    MATPHO_LOG_LEVEL: 'fatal',
    MATPHO_SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    MATPHO_SMTP_FROM: 'matpho@example.com',
  };
}

// beside each other: most of it is waiting for a worker's next look
describe.concurrent('a worker killed', () => {
  it('before the mail server has the message: it arrives once', { timeout: 180_000 }, async (context) => {
    const ids = await killDuring({ at: 'rcpt', do: 'hang' }, async (mail) => (await mail.stats()).faultsMet === 1, context.expect);
    expect(ids).toHaveLength(1);
  });

  it('after the server has it and before it said so: it arrives again, under the same Message-ID', { timeout: 180_000 }, async (context) => {
    const ids = await killDuring({ at: 'accepted', do: 'hang' }, async (mail) => (await mail.messages()).length === 1, context.expect);
    expect(ids).toHaveLength(2);
    expect(ids[1]).toBe(ids[0]);
  });
});
