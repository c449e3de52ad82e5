import { randomBytes } from 'node:crypto';
import { cp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { writeBackup } from '../../../cli/backup/write-backup.ts';
import { restoreBackup } from '../../../cli/backup/restore-backup.ts';
import { openDatabase } from '../../../db/database.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { readConfig } from '../../../platform/config.ts';
import { createLogger } from '../../../platform/logger.ts';
import { createSecretBox, secretKeyId } from '../../../platform/secret-box.ts';
import { runMatpho } from '../../support/cli/matpho-process.ts';
import { fillInstallation, type SampleInstallation } from '../../support/cli/sample-installation.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/cli/temporary-folder.ts';
import { createTestDatabase as createBareDatabase, type TestDatabase } from '../../support/services/test-database.ts';
import { createTestDatabase } from '../../support/test-database.ts';

const key = randomBytes(32);
let folder: TemporaryFolder;
let bare: TestDatabase;
let sample: SampleInstallation;
let settings: Record<string, string>;
const signal = new AbortController().signal;
const progress = (): void => undefined;

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  bare = await createBareDatabase(inject('postgresAdminUrl'));
  settings = { MATPHO_DATABASE_URL: bare.url, MATPHO_BLOB_URL: `file://${folder.path('target-blobs')}`, MATPHO_SECRET_KEY: key.toString('base64') };
  const from = await createTestDatabase('postgres');
  const blobs = createFolderBlobStore({ folder: folder.path('blobs') });
  sample = await fillInstallation(from.database, blobs, createSecretBox([key]));
  await writeBackup({ db: from.database, blobs, keys: { ids: [secretKeyId(key)] }, folder: folder.path('sound'), nowMs: Date.now(), signal, progress });
  await from.drop();
});
afterAll(async () => {
  await bare.drop();
  await folder.remove();
});

async function flipByte(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, size >> 1);
    byte[0]! ^= 1;
    await file.write(byte, 0, 1, size >> 1);
  } finally {
    await file.close();
  }
}

/** Whether somebody could think that something had been restored. */
async function expectNothingRestored(): Promise<void> {
  const db = openDatabase(bare.url, { embedded: false, poolSize: 1 });
  try {
    const { there } = await db.row<{ there: boolean }>(sql`SELECT to_regclass('public.camera') IS NOT NULL AS there`);
    if (there) expect(await db.rows(sql`SELECT id FROM camera UNION ALL SELECT id FROM app_user UNION ALL SELECT id FROM unit`)).toEqual([]);
  } finally {
    await db.close();
  }
  const kept: string[] = [];
  for await (const blob of createFolderBlobStore({ folder: folder.path('target-blobs') }).list('')) kept.push(blob.key);
  expect(kept).toEqual([]);
}

function restore(backup: string): Promise<unknown> {
  return restoreBackup({ folder: backup, config: readConfig(settings), logger: createLogger('silent'), signal, progress });
}

async function changeManifest(backup: string, change: (text: string) => string): Promise<void> {
  const path = join(backup, 'manifest.json');
  await writeFile(path, change(await readFile(path, 'utf8')));
}

describe('a damaged backup is refused, by the name of what is wrong, and leaves nothing', () => {
  test.each<[string, string, (backup: string) => Promise<void>]>([
    ['a flipped bit in a table', 'tables/camera.jsonl', (backup) => flipByte(join(backup, 'tables', 'camera.jsonl'))],
    ['a table that is missing', 'tables/audit_event.jsonl', (backup) => rm(join(backup, 'tables', 'audit_event.jsonl'))],
    ['a flipped bit in a picture', 'blobs/snapshots/', (backup) => flipByte(join(backup, 'blobs', sample.snapshotKey))],
    ['footage that is missing', 'blobs/footage/', (backup) => rm(join(backup, 'blobs', sample.segmentKey))],
    ['a flipped bit in the list of blobs', 'blobs.jsonl', (backup) => flipByte(join(backup, 'blobs.jsonl'))],
    ['a flipped bit in the manifest', 'manifest.json', (backup) => flipByte(join(backup, 'manifest.json'))],
    ['a changed number in the manifest', 'manifest.json', (backup) => changeManifest(backup, (text) => text.replace(/"rows": (\d)/, '"rows": 1$1'))],
    ['a manifest that breaks off', 'manifest.json', (backup) => changeManifest(backup, (text) => text.slice(0, -200))],
  ])('%s', async (name, what, damage) => {
    const backup = folder.path(name.replaceAll(' ', '-'));
    await cp(folder.path('sound'), backup, { recursive: true });
    await damage(backup);
    await expect(restore(backup)).rejects.toMatchObject({ kind: 'invalid', code: 'backup_damaged', message: expect.stringContaining(what) });
    await expectNothingRestored();
  });

  test('the command says so and fails', async () => {
    const backup = folder.path('for-the-command');
    await cp(folder.path('sound'), backup, { recursive: true });
    await flipByte(join(backup, 'blobs', sample.snapshotKey));
    const { code, stdout, stderr } = await runMatpho(['restore', backup], settings);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`The backup is damaged: blobs/${sample.snapshotKey} is missing or not what was written. Nothing was restored`);
    await expectNothingRestored();
  });
});

test('a backup that was not finished is none', async () => {
  const backup = folder.path('unfinished');
  await cp(folder.path('sound'), backup, { recursive: true });
  await rm(join(backup, 'manifest.json'));
  await expect(restore(backup)).rejects.toMatchObject({ code: 'not_a_backup' });
  await expect(restore(folder.path('nowhere'))).rejects.toMatchObject({ code: 'not_a_backup' });
  await expectNothingRestored();
});

test('a restore that is told to stop leaves nothing', async () => {
  const controller = new AbortController();
  const stopAtLoading = (line: string): void => {
    if (line.startsWith('loading')) controller.abort();
  };
  const stopped = restoreBackup({
    folder: folder.path('sound'),
    config: readConfig(settings),
    logger: createLogger('silent'),
    signal: controller.signal,
    progress: stopAtLoading,
  });
  await expect(stopped).rejects.toMatchObject({ kind: 'cancelled', code: 'stopped' });
  await expectNothingRestored();
});

test('blobs that an earlier restore left when it was killed are taken for what they are', async () => {
  await cp(folder.path('sound', 'blobs', sample.snapshotKey), folder.path('target-blobs', sample.snapshotKey), { recursive: true });
  const broken = folder.path('broken-again');
  await cp(folder.path('sound'), broken, { recursive: true });
  await rm(join(broken, 'blobs', sample.segmentKey));
  await expect(restore(broken)).rejects.toMatchObject({ code: 'backup_damaged' });
  const blobs = createFolderBlobStore({ folder: folder.path('target-blobs') });
  // what was there before is not what a failed restore may delete
  expect(await blobs.stat(sample.snapshotKey)).toEqual({ byteLength: sample.snapshotBytes.length });
});

test('after all these refusals the sound backup is restored into the same place, once', async () => {
  await restore(folder.path('sound'));
  const db = openDatabase(bare.url, { embedded: false, poolSize: 1 });
  try {
    expect(await db.rows(sql`SELECT id FROM camera WHERE id = ${sample.sealedCameraId}`)).toHaveLength(1);
  } finally {
    await db.close();
  }
  expect((await readdir(folder.path('target-blobs'))).filter((name) => !name.startsWith('.')).sort()).toEqual(['footage', 'snapshots']);
  await expect(restore(folder.path('sound'))).rejects.toMatchObject({ kind: 'conflict', code: 'restore_target_not_empty' });
});
