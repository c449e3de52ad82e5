import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readOrMakeSecretKey } from '../../../cli/secret-key-file.ts';
import { openDatabase, type Database } from '../../../db/database.ts';
import { startEmbeddedDatabase } from '../../../db/embedded/embedded-database.ts';
import { insertCopy } from '../../../db/repositories/footage-copy-repository.ts';
import type { BlobStore } from '../../../media/blob-store.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { lockDataFolder } from '../../../platform/data-folder-lock.ts';
import { newId } from '../../../platform/new-id.ts';
import { createReleaseStack } from '../../../platform/release-stack.ts';
import { createSecretBox, type SecretBox } from '../../../platform/secret-box.ts';
import { runMatpho, type MatphoSettings } from '../../support/cli/matpho-process.ts';
import { fillInstallation, type SampleInstallation } from '../../support/cli/sample-installation.ts';
import { readTableContents } from '../../support/cli/table-contents.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/cli/temporary-folder.ts';
import { embeddedTemplateFolder } from '../../support/embedded/embedded-template-folder.ts';
import { copyEmbeddedTemplate } from '../../support/embedded-template.ts';
import { createTestDatabase as createBareDatabase } from '../../support/services/test-database.ts';
import { createTestDatabase } from '../../support/test-database.ts';

let folder: TemporaryFolder;
const stack = createReleaseStack();
beforeAll(async () => {
  folder = await makeTemporaryFolder();
  stack.push('folder', () => folder.remove());
});
afterAll(async () => {
  expect(await stack.releaseAll()).toEqual([]);
});

type Contents = Record<string, readonly string[]>;

function boxOf(keyText: string): SecretBox {
  return createSecretBox([Buffer.from(keyText.trim(), 'base64')]);
}

async function expectRestored(
  db: Database,
  { blobFolder, box, sample, contents }: { blobFolder: string; box: SecretBox; sample: SampleInstallation; contents: Contents },
): Promise<void> {
  expect(await readTableContents(db)).toEqual(contents);
  const source = await db.row<{ bytes: Buffer; keyId: string }>(
    sql`SELECT sealed_credentials AS bytes, key_id AS "keyId" FROM camera_source WHERE camera_id = ${sample.sealedCameraId}`,
  );
  expect(JSON.parse(box.open(source, sample.sealedCameraId))).toEqual({ username: 'admin', password: sample.password });
  const blobs = createFolderBlobStore({ folder: blobFolder });
  expect(Buffer.concat(await (await blobs.open(sample.snapshotKey)).toArray())).toEqual(sample.snapshotBytes);
  expect(await blobs.stat(sample.segmentKey)).toEqual({ byteLength: 300_000 });
  // the log goes on where it was, and still nobody can change it
  const [last, next] = await db.transaction(async (tx) => [
    await tx.row<{ id: number }>(sql`SELECT max(id) AS id FROM audit_event`),
    await tx.row<{ id: number }>(sql`INSERT INTO audit_event (action) VALUES ('camera.look') RETURNING id`),
  ]);
  expect(next!.id).toBeGreaterThan(last!.id);
  await expect(db.run(sql`UPDATE audit_event SET action = 'camera.other'`)).rejects.toMatchObject({ details: { sqlState: '42501' } });
  expect(await db.rows(sql`SELECT 1 FROM audit_event WHERE action = 'backup.restore'`)).toHaveLength(1);
}

/** What a restore switches off while it loads is on again: a unit that is added appears in the closure, and one that refers to nothing is refused. */
async function expectRulesInForce(db: Database, { town }: SampleInstallation): Promise<void> {
  const id = '0192f000-0000-7000-8000-000000000001';
  await db.run(sql`INSERT INTO unit (id, level, name, parent_id) VALUES (${id}, 'neighbourhood', 'Mới', ${town.unitId})`);
  expect((await db.rows(sql`SELECT 1 FROM unit_closure WHERE descendant_id = ${id}`)).length).toBeGreaterThan(1);
  const orphan = db.transaction(async (tx) => {
    await tx.run(
      sql`INSERT INTO unit (id, level, name, parent_id) VALUES ('0192f000-0000-7000-8000-000000000002', 'neighbourhood', 'Lạc', '0192f000-0000-7000-8000-00000000dead')`,
    );
    throw new Error('the reference was not checked at once');
  });
  await expect(orphan).rejects.toMatchObject({ details: { constraint: 'unit_parent_id_fkey' } });
}

async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777;
}

/** Calls `work` with the embedded database of a data folder, which is in use meanwhile as by a running service (whose workers would change rows under the test's eyes). */
async function withDataFolder<T>(dataDir: string, work: (db: Database) => Promise<T>): Promise<T> {
  const unlock = await lockDataFolder(dataDir);
  const embedded = await startEmbeddedDatabase(dataDir);
  const db = openDatabase(embedded.url, { embedded: true, poolSize: 1 });
  try {
    return await work(db);
  } finally {
    await db.close();
    await embedded.stop();
    await unlock();
  }
}

/** The copy for browsers of the only segment; its key. */
async function insertViewableCopy(db: Database, blobs: BlobStore): Promise<string> {
  const { id: segmentId } = await db.row<{ id: string }>(sql`SELECT id FROM footage_segment`);
  const blobKey = 'footage/2026/11/22/copy.mp4';
  const { sha256, byteLength } = await blobs.put(blobKey, Buffer.from('a copy'));
  await insertCopy(db, { id: newId(), segmentId, madeBy: 'remux', sha256: Buffer.from(sha256), blobKey, byteLength, madeAtMs: Date.now() });
  return blobKey;
}

describe('an embedded installation that is in use', () => {
  let sample: SampleInstallation;
  let contents: Contents;
  let keyText: string;
  let output: string;
  const backup = (): string => folder.path('embedded-backup');

  beforeAll(async () => {
    const dataDir = folder.path('embedded');
    await copyEmbeddedTemplate(await embeddedTemplateFolder(), dataDir);
    const key = await readOrMakeSecretKey(dataDir);
    keyText = await readFile(join(dataDir, 'secret-key'), 'utf8');
    await withDataFolder(dataDir, async (db) => {
      sample = await fillInstallation(db, createFolderBlobStore({ folder: join(dataDir, 'blobs') }), createSecretBox([key]));
      contents = await readTableContents(db);
      const made = await runMatpho(['backup', backup()], { MATPHO_DATA_DIR: dataDir });
      expect(made.code, made.stderr).toBe(0);
      output = made.stdout;
    });
  });

  test('is backed up with its key, which is said, and nobody else can read it', async () => {
    expect(output).toMatch(/SECRET KEY/);
    expect(await readFile(join(backup(), 'secret-key'), 'utf8')).toBe(keyText);
    expect(
      await Promise.all(['.', 'tables', 'blobs', 'secret-key', 'manifest.json', 'tables/app_user.jsonl'].map((name) => modeOf(join(backup(), name)))),
    ).toEqual([0o700, 0o700, 0o700, 0o600, 0o600, 0o600]);
  });

  // makes an embedded database from nothing
  test('comes back whole in a fresh data folder, even after a restore there that was cut off', async () => {
    const dataDir = folder.path('restored');
    await mkdir(join(dataDir, 'postgres', 'base'), { recursive: true });
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '18');
    await writeFile(join(dataDir, 'restore-unfinished'), '');
    const refused = await runMatpho(['start'], { MATPHO_DATA_DIR: dataDir });
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('or run matpho restore again')]);

    const { code, stdout, stderr } = await runMatpho(['restore', backup()], { MATPHO_DATA_DIR: dataDir });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('5 pictures and segments');
    expect((await readdir(dataDir)).sort()).toEqual(['blobs', 'postgres', 'run', 'secret-key']);
    expect(await modeOf(join(dataDir, 'secret-key'))).toBe(0o600);
    const box = boxOf(await readFile(join(dataDir, 'secret-key'), 'utf8'));
    await withDataFolder(dataDir, async (db) => {
      await expectRestored(db, { blobFolder: join(dataDir, 'blobs'), box, sample, contents });
      await expectRulesInForce(db, sample);
    });

    const twice = await runMatpho(['restore', backup()], { MATPHO_DATA_DIR: dataDir });
    expect([twice.code, twice.stderr]).toEqual([1, expect.stringContaining('is not empty (blobs, postgres, secret-key). A restore overwrites nothing')]);
  }, 180_000);

  test('moves to a PostgreSQL server, given its key', async () => {
    const bare = await createBareDatabase(inject('postgresAdminUrl'));
    stack.push('database', () => bare.drop());
    const settings = { MATPHO_DATABASE_URL: bare.url, MATPHO_DATA_DIR: folder.path('moved') };
    const wrong = await runMatpho(['restore', backup()], { ...settings, MATPHO_SECRET_KEY: randomBytes(32).toString('base64') });
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('It is in the file secret-key of the backup.')]);
    const { code, stderr } = await runMatpho(['restore', backup()], { ...settings, MATPHO_SECRET_KEY: keyText.trim() });
    expect(code, stderr).toBe(0);
    const db = openDatabase(bare.url, { embedded: false, poolSize: 1 });
    try {
      await expectRestored(db, { blobFolder: folder.path('moved', 'blobs'), box: boxOf(keyText), sample, contents });
      await expectRulesInForce(db, sample);
    } finally {
      await db.close();
    }
  });
});

describe('an installation on a PostgreSQL server', () => {
  test('comes back whole in a migrated, empty database, given a key that it had', async () => {
    const [newKey, oldKey] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
    const [from, to] = [await createTestDatabase('postgres'), await createTestDatabase('postgres')];
    stack.push('source', () => from.drop());
    stack.push('target', () => to.drop());
    const settings = (url: string, name: string): MatphoSettings => ({
      MATPHO_DATABASE_URL: url,
      MATPHO_BLOB_URL: `file://${folder.path(name)}`,
      MATPHO_SECRET_KEY: `${newKey},${oldKey}`,
    });
    // sealed before the key was changed
    const fromBlobs = createFolderBlobStore({ folder: folder.path('from-blobs') });
    const sample = await fillInstallation(from.database, fromBlobs, boxOf(oldKey));
    const copyKey = await insertViewableCopy(from.database, fromBlobs);
    const contents = await readTableContents(from.database);

    const backup = folder.path('server-backup');
    const made = await runMatpho(['backup', backup], settings(from.url, 'from-blobs'));
    expect(made.code, made.stderr).toBe(0);
    expect(made.stdout).toMatch(/holds no secret key: keep MATPHO_SECRET_KEY/);
    expect(await readdir(backup)).not.toContain('secret-key');
    expect(await readFile(join(backup, 'manifest.json'), 'utf8')).not.toContain(newKey.slice(0, 20));

    const onlyNew = await runMatpho(['restore', backup], { ...settings(to.url, 'to-blobs'), MATPHO_SECRET_KEY: newKey });
    expect([onlyNew.code, onlyNew.stderr]).toEqual([1, expect.stringContaining('were sealed with another key. Set MATPHO_SECRET_KEY')]);
    const { code, stderr } = await runMatpho(['restore', backup], settings(to.url, 'to-blobs'));
    expect(code, stderr).toBe(0);
    await expectRestored(to.database, { blobFolder: folder.path('to-blobs'), box: boxOf(oldKey), sample, contents });
    expect(existsSync(join(folder.path('to-blobs'), copyKey))).toBe(true);

    const twice = await runMatpho(['restore', backup], settings(to.url, 'to-blobs'));
    expect([twice.code, twice.stderr]).toEqual([
      1,
      expect.stringMatching(/The database is not empty: there are rows in app_user, .*A restore overwrites nothing/),
    ]);
  });
});
