import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccessLog, type AccessLog } from '../../../db/access-log/access-log.ts';
import { isHandedOver, parseHandover } from '../../../domain/access-log/key-handover.ts';
import { keyFingerprint } from '../../../domain/evidence/key-fingerprint.ts';
import { systemClock } from '../../../platform/clock.ts';
import { lockDataFolder } from '../../../platform/data-folder-lock.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { runMatpho, type EndedMatpho } from '../../support/cli/matpho-process.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/cli/temporary-folder.ts';
import { embeddedTemplateFolder } from '../../support/embedded/embedded-template-folder.ts';
import { copyEmbeddedTemplate } from '../../support/embedded-template.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

const secretKey = randomBytes(32);
let folder: TemporaryFolder;
let database: MigratedTestDatabase;
/** Of a service that was there before the key was replaced. */
let log: AccessLog;

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  database = await createTestDatabase('postgres');
  log = createAccessLog({ db: database.database, secretBox: createSecretBox([secretKey]), clock: systemClock, publicUrl: undefined });
});
afterAll(async () => {
  await database.drop();
  await folder.remove();
});

const audit = (words: readonly string[], secret = secretKey): Promise<EndedMatpho> =>
  runMatpho(['audit', ...words], { MATPHO_DATABASE_URL: database.url, MATPHO_DATA_DIR: folder.path('data'), MATPHO_SECRET_KEY: secret.toString('base64') });

const grow = () =>
  database.database.run(sql`INSERT INTO audit_event (action, detail) SELECT 'camera.look', jsonb_build_object('n', n) FROM generate_series(1, 20) n`);

/** The key at work, and a file of today's checkpoint as the API gives it. */
async function keep(name: string): Promise<{ path: string; fingerprint: string; keyText: string }> {
  await grow();
  const { note, publicKey, keyText } = await log.checkpoint();
  const path = folder.path(name);
  await writeFile(path, JSON.stringify({ note, publicKey: Buffer.from(publicKey).toString('base64') }));
  await grow();
  return { path, fingerprint: keyFingerprint(publicKey), keyText };
}

const ONLY_GREW = 'The log only grew since this checkpoint';

test('without a key there is nothing to replace, and words that it does not know say how it is called', async () => {
  const answers = await Promise.all([audit(['rotate-key']), audit(['rotate-key', '--now'])]);
  expect(answers.map(({ code, stdout }) => [code, stdout])).toEqual([
    [1, ''],
    [1, ''],
  ]);
  expect(answers[0]!.stderr).toContain('has no key yet');
  expect(answers[1]!.stderr).toContain('Use: matpho audit rotate-key [--old-key-is-lost [--new-secret-key]]');
});

test('a new key, signed by the old one: a checkpoint that was kept before verifies afterwards', async () => {
  const before = await keep('before.json');
  const { code, stdout, stderr } = await audit(['rotate-key']);
  expect([code, stderr]).toEqual([0, '']);
  const after = await keep('after.json');
  expect(after.fingerprint).not.toBe(before.fingerprint);
  expect(stdout).toContain(`Old key: ${before.keyText}\n         fingerprint ${before.fingerprint}\n`);
  expect(stdout).toContain(`New key: ${after.keyText}\n         fingerprint ${after.fingerprint}\n`);
  expect(stdout).not.toContain('WARNING');
  // what is to be kept beside the checkpoints stands there letter by letter
  const handover = parseHandover(stdout.split('beside your checkpoints:\n')[1]!.slice(0, -1));
  expect([handover!.ends, handover!.begins].map(({ publicKey }) => keyFingerprint(publicKey))).toEqual([before.fingerprint, after.fingerprint]);
  expect(isHandedOver(handover!)).toBe(true);
  for (const verified of await Promise.all([before, after].map(({ path }) => audit(['verify', '--from', path])))) {
    expect([verified.code, verified.stderr]).toEqual([0, '']);
    expect(verified.stdout).toContain(ONLY_GREW);
    expect(verified.stdout).not.toContain('WARNING');
  }
});

test('an old key that can not be opened stays; given up as lost it signs nothing, and its holders have to accept the new one', async () => {
  const before = await keep('before-loss.json');
  const otherSecret = randomBytes(32);
  const refused = await audit(['rotate-key'], otherSecret);
  expect([refused.code, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toContain('sealed with another MATPHO_SECRET_KEY');
  expect((await log.checkpoint()).keyText).toBe(before.keyText);

  const { code, stdout } = await audit(['rotate-key', '--old-key-is-lost'], otherSecret);
  expect(code).toBe(0);
  expect(stdout).toContain('WARNING: the old key signed nothing.');
  const newKey = /^New key: (\S+)$/m.exec(stdout)![1]!;
  const [doubted, accepted] = await Promise.all([audit(['verify', '--from', before.path]), audit(['verify', '--from', before.path, '--accept-key', newKey])]);
  expect(doubted.code).toBe(1);
  expect(doubted.stdout).not.toContain(ONLY_GREW);
  expect(accepted.code).toBe(0);
  expect(accepted.stdout).toContain('1 times the key was replaced without its signature');
  expect(accepted.stdout).toContain(ONLY_GREW);
});

test('where the secret-key file is gone no other takes its place without a word', async () => {
  const dataDir = folder.path('without-secret');
  await copyEmbeddedTemplate(await embeddedTemplateFolder(), dataDir);
  const rotate = (...flags: string[]) => runMatpho(['audit', 'rotate-key', ...flags], { MATPHO_DATA_DIR: dataDir });
  const refused = await Promise.all([rotate(), rotate('--old-key-is-lost'), rotate('--new-secret-key')]);
  expect(refused.map(({ code, stdout }) => [code, stdout])).toEqual([
    [1, ''],
    [1, ''],
    [1, ''],
  ]);
  for (const { stderr } of refused.slice(0, 2)) expect(stderr).toContain('has no secret-key file any more. Nothing was changed.');
  expect(refused[2]!.stderr).toContain('Use: matpho audit rotate-key');
  expect(existsSync(join(dataDir, 'secret-key'))).toBe(false);

  // nor while a service runs, which would go on sealing with the one in its memory
  const stop = await lockDataFolder(dataDir);
  const running = await rotate('--old-key-is-lost', '--new-secret-key');
  await stop();
  expect([running.code, running.stdout]).toEqual([1, '']);
  expect(running.stderr).toContain(`in use by process ${process.pid}. Stop it first`);
  expect(existsSync(join(dataDir, 'secret-key'))).toBe(false);

  // said in so many words it is made; this log was never signed, so that there is nothing to replace
  const asked = await rotate('--old-key-is-lost', '--new-secret-key');
  expect(asked.stderr).toContain('has no key yet');
  expect(existsSync(join(dataDir, 'secret-key'))).toBe(true);
});
