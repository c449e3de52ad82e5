import { join } from 'node:path';
import { blobReader, type NamedBlob } from '../../db/backup/blob-reference.ts';
import { withRowSnapshot, type RowSnapshot } from '../../db/backup/row-snapshot.ts';
import type { TableShape } from '../../db/backup/table-shape.ts';
import type { Database } from '../../db/database.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import { createFolderBlobStore } from '../../media/folder-blob-store.ts';
import { VERSION } from '../../domain/version.ts';
import { createBlobTeller } from './blob-teller.ts';
import { copyNamedBlobs, type BlobCounts } from './backup-blobs.ts';
import { stopIfAsked } from './backup-error.ts';
import { makeBackupFolder } from './backup-folder.ts';
import { writeOwnKey, type InstallationKeys } from './backup-keys.ts';
import { BACKUP_FORMAT, BLOB_LIST_NAME, tableFile, writeManifest, type BackupManifest } from './backup-manifest.ts';
import { readLineBatches, writeLines } from './line-file.ts';

/** What is backed up, and where to. */
export interface BackupParts {
  readonly db: Database;
  readonly blobs: BlobStore;
  readonly keys: InstallationKeys;
  readonly folder: string;
  readonly nowMs: number;
  readonly signal: AbortSignal;
  progress(line: string): void;
}

/** The rows as they were written. */
interface SavedSnapshot extends Pick<RowSnapshot, 'migrations' | 'sequences' | 'sealingKeyIds'> {
  readonly shapes: readonly TableShape[];
  readonly tables: BackupManifest['tables'];
}

async function* watched(batches: AsyncIterable<readonly string[]>, signal: AbortSignal): AsyncGenerator<readonly string[], void, undefined> {
  for await (const batch of batches) {
    stopIfAsked(signal);
    yield batch;
  }
}

async function saveRows({ db, folder, signal }: BackupParts): Promise<SavedSnapshot> {
  return withRowSnapshot(db, async ({ tables: shapes, migrations, sequences, sealingKeyIds, lines }) => {
    const tables: BackupManifest['tables'] = [];
    for (const shape of shapes) {
      const { lines: rows, ...file } = await writeLines(tableFile(folder, shape.name), watched(lines(shape), signal));
      tables.push({ name: shape.name, columns: shape.columns.map(({ name }) => name), rows, partitions: [...shape.partitions], ...file });
    }
    return { shapes, tables, migrations, sequences, sealingKeyIds };
  });
}

/** The blobs that the rows in the backup name: read from its own files, so that the database is not held up by it. */
async function* namedBlobs(folder: string, shapes: readonly TableShape[]): AsyncGenerator<readonly NamedBlob[], void, undefined> {
  for (const shape of shapes) {
    const read = blobReader(shape);
    if (read === undefined) continue;
    for await (const batch of readLineBatches(tableFile(folder, shape.name))) yield batch.map(read).filter((blob) => blob !== undefined);
  }
}

async function saveBlobs({ db, blobs, folder, signal, progress }: BackupParts, shapes: readonly TableShape[]): Promise<BackupManifest['blobs']> {
  const counts: BlobCounts = { count: 0, byteLength: 0, expired: 0, missing: 0, damaged: 0 };
  const onProgress = createBlobTeller(progress);
  const to = createFolderBlobStore({ folder: join(folder, 'blobs') });
  const { sha256, byteLength } = await writeLines(
    join(folder, BLOB_LIST_NAME),
    copyNamedBlobs(namedBlobs(folder, shapes), { db, from: blobs, to, signal, onProgress }, counts),
  );
  return { list: { sha256, byteLength }, ...counts };
}

async function writeParts(parts: BackupParts): Promise<BackupManifest> {
  const { db, keys, folder, progress } = parts;
  // whoever copies everything has looked at everything
  await appendAudit(db, { action: 'backup.create', detail: { by: 'command' } });
  progress('reading the database …');
  const saved = await saveRows(parts);
  progress('copying pictures and footage …');
  const blobs = await saveBlobs(parts, saved.shapes);
  const keyFile = await writeOwnKey(folder, keys);
  const manifest: BackupManifest = {
    format: BACKUP_FORMAT,
    product: VERSION,
    createdAt: new Date(parts.nowMs).toISOString(),
    database: db.embedded ? 'embedded' : 'server',
    migrations: [...saved.migrations],
    tables: saved.tables,
    sequences: [...saved.sequences],
    blobs,
    keys: { ...(keyFile === undefined ? {} : { file: keyFile }), ids: [...keys.ids], sealedWith: [...saved.sealingKeyIds] },
  };
  await writeManifest(folder, manifest);
  return manifest;
}

/**
 * Writes a backup into a new folder (docs/design/backup.md) and says so in the log. When it fails or is stopped, nothing of it is left.
 * Errors: `backup_folder_not_empty` (conflict), `backup_disk_full`, `backup_folder_failed` (unavailable), `stopped` (cancelled); those of database and blob store.
 */
export async function writeBackup(parts: BackupParts): Promise<BackupManifest> {
  const folder = await makeBackupFolder(parts.folder);
  try {
    return await writeParts(parts);
  } catch (error) {
    await folder.discard();
    throw error;
  }
}
