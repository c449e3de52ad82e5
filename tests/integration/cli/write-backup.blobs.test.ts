import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { BackupManifest } from '../../../cli/backup/backup-manifest.ts';
import { restoreBackup } from '../../../cli/backup/restore-backup.ts';
import { writeBackup } from '../../../cli/backup/write-backup.ts';
import { openDatabase } from '../../../db/database.ts';
import { appliedMigrations, knownMigrations, migrate } from '../../../db/migrate.ts';
import { AppError } from '../../../domain/app-error.ts';
import type { BlobStore } from '../../../media/blob-store.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { readConfig } from '../../../platform/config.ts';
import { createLogger } from '../../../platform/logger.ts';
import { createSecretBox, secretKeyId } from '../../../platform/secret-box.ts';
import { runMatpho } from '../../support/cli/matpho-process.ts';
import { fillInstallation, type SampleInstallation } from '../../support/cli/sample-installation.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/cli/temporary-folder.ts';
import { createTestDatabase as createBareDatabase } from '../../support/services/test-database.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

const key = randomBytes(32);
let folder: TemporaryFolder;
let from: MigratedTestDatabase;
let blobs: BlobStore;
let sample: SampleInstallation;
let target: string;
let count = 0;

beforeAll(async () => {
  folder = await makeTemporaryFolder();
});
beforeEach(async () => {
  count += 1;
  from = await createTestDatabase('postgres');
  blobs = createFolderBlobStore({ folder: folder.path(`blobs-${count}`) });
  sample = await fillInstallation(from.database, blobs, createSecretBox([key]));
  target = folder.path(`backup-${count}`);
  return () => from.drop();
});
afterAll(() => folder.remove());

function backUp(options: { blobs?: BlobStore; signal?: AbortSignal; progress?: (line: string) => void } = {}): Promise<BackupManifest> {
  const defaults = { blobs, signal: new AbortController().signal, progress: () => undefined };
  return writeBackup({ db: from.database, keys: { ids: [secretKeyId(key)] }, folder: target, nowMs: Date.now(), ...defaults, ...options });
}

async function listedFates(): Promise<Record<string, string>> {
  const lines = (await readFile(`${target}/blobs.jsonl`, 'utf8')).trim().split('\n');
  return Object.fromEntries(lines.map((line) => JSON.parse(line) as string[]).map(([blobKey, , , fate]) => [blobKey, fate ?? 'copied']));
}

describe('blobs that can not be copied are listed with the reason', () => {
  test('one that retention deleted meanwhile is expired', async () => {
    const expiring: BlobStore = {
      ...blobs,
      async open(blobKey) {
        if (blobKey === sample.snapshotKey) {
          await from.database.run(sql`DELETE FROM snapshot WHERE id = ${sample.snapshotId}`);
          await blobs.delete(blobKey);
        }
        return blobs.open(blobKey);
      },
    };
    const manifest = await backUp({ blobs: expiring });
    expect(manifest.blobs).toMatchObject({ count: 4, expired: 1, missing: 0, damaged: 0 });
    expect(await listedFates()).toMatchObject({ [sample.snapshotKey]: 'expired', [sample.segmentKey]: 'copied' });
    expect(existsSync(`${target}/blobs/${sample.snapshotKey}`)).toBe(false);
  });

  test('one that its row still names is missing, one with other bytes is damaged; the command says so with exit code 1, and the backup can be restored', async () => {
    await blobs.delete(sample.segmentKey);
    await writeFile(folder.path(`blobs-${count}`, sample.snapshotKey), randomBytes(sample.snapshotBytes.length));
    const settings = { MATPHO_DATABASE_URL: from.url, MATPHO_BLOB_URL: `file://${folder.path(`blobs-${count}`)}`, MATPHO_SECRET_KEY: key.toString('base64') };
    const { code, stderr } = await runMatpho(['backup', target], settings);
    expect(code).toBe(1);
    expect(stderr).toMatch(/1 pictures or segments are not in the blob store though the database names them/);
    expect(stderr).toMatch(/1 pictures or segments are damaged in the blob store and were left out/);
    expect(await listedFates()).toMatchObject({ [sample.snapshotKey]: 'damaged', [sample.segmentKey]: 'missing' });

    const bare = await createBareDatabase(inject('postgresAdminUrl'));
    try {
      const restored = await runMatpho(['restore', target], {
        ...settings,
        MATPHO_DATABASE_URL: bare.url,
        MATPHO_BLOB_URL: `file://${folder.path('incomplete')}`,
      });
      expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining('2 pictures or segments were missing or damaged when the backup was made') });
    } finally {
      await bare.drop();
    }
  });
});

describe('a backup that does not come to its end leaves nothing', () => {
  test('when it is told to stop', async () => {
    const controller = new AbortController();
    const stopped = backUp({ signal: controller.signal, progress: (line) => line.startsWith('copying') && controller.abort() });
    await expect(stopped).rejects.toMatchObject({ kind: 'cancelled', code: 'stopped' });
    expect(existsSync(target)).toBe(false);
  });

  test('when the blob store fails; an empty folder that was given stays, empty', async () => {
    await mkdir(target);
    const failing: BlobStore = { ...blobs, open: () => Promise.reject(new AppError('unavailable', 'blob_store_failed', 'The disk is broken.')) };
    await expect(backUp({ blobs: failing })).rejects.toMatchObject({ code: 'blob_store_failed' });
    expect(await readdir(target)).toEqual([]);
  });
});

test('a folder in which anything is, a backup too, is not written into', async () => {
  await backUp();
  const before = createHash('sha256')
    .update(await readFile(`${target}/manifest.json`))
    .digest('hex');
  await expect(backUp()).rejects.toMatchObject({ kind: 'conflict', code: 'backup_folder_not_empty' });
  expect(
    createHash('sha256')
      .update(await readFile(`${target}/manifest.json`))
      .digest('hex'),
  ).toBe(before);
});

test('a backup with an older schema is restored at that version and migrated on', async () => {
  const known = await knownMigrations();
  const [old, fresh] = [await createBareDatabase(inject('postgresAdminUrl')), await createBareDatabase(inject('postgresAdminUrl'))];
  const [oldDb, freshDb] = [old, fresh].map(({ url }) => openDatabase(url, { embedded: false, poolSize: 2 })) as [typeof from.database, typeof from.database];
  try {
    await migrate(oldDb, undefined, known.at(-2)!.version);
    const oldBlobs = createFolderBlobStore({ folder: folder.path('old-blobs') });
    const { sealedCameraId } = await fillInstallation(oldDb, oldBlobs, createSecretBox([key]));
    await writeBackup({
      db: oldDb,
      keys: { ids: [secretKeyId(key)] },
      folder: target,
      nowMs: Date.now(),
      blobs: oldBlobs,
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    const settings = { MATPHO_DATABASE_URL: fresh.url, MATPHO_BLOB_URL: `file://${folder.path('new-blobs')}`, MATPHO_SECRET_KEY: key.toString('base64') };
    await restoreBackup({
      folder: target,
      config: readConfig(settings),
      logger: createLogger('silent'),
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    expect(await appliedMigrations(freshDb)).toEqual(known);
    expect(await freshDb.rows(sql`SELECT id FROM camera WHERE id = ${sealedCameraId}`)).toHaveLength(1);

    // and not the other way round: rows of an old schema don't fit a newer one
    await freshDb.script('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await migrate(freshDb);
    await expect(
      restoreBackup({
        folder: target,
        config: readConfig(settings),
        logger: createLogger('silent'),
        signal: new AbortController().signal,
        progress: () => undefined,
      }),
    ).rejects.toMatchObject({
      code: 'restore_schema_newer',
    });
  } finally {
    await Promise.all([oldDb.close(), freshDb.close()]);
    await Promise.all([old.drop(), fresh.drop()]);
  }
});
