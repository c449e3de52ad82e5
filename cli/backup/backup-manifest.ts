import { createHash } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { systemCode } from '../../media/blob-error.ts';
import { syncFolder, writeHashed } from '../../media/hashed-write.ts';
import { backupDamaged, backupFileError } from './backup-error.ts';

/** Raised when a reader of the former format could not read the new one. */
export const BACKUP_FORMAT = 1;
export const MANIFEST_NAME = 'manifest.json';
export const BLOB_LIST_NAME = 'blobs.jsonl';
export const KEY_FILE_NAME = 'secret-key';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const file = z.object({ sha256: hash, byteLength: count });

const manifestSchema = z.object({
  format: z.int(),
  product: z.string(),
  createdAt: z.iso.datetime(),
  database: z.enum(['embedded', 'server']),
  migrations: z.array(z.object({ version: z.int(), name: z.string(), sha256: hash })).min(1),
  tables: z.array(file.extend({ name: z.string().regex(/^[a-z_][a-z0-9_]*$/), columns: z.array(z.string()), rows: count, partitions: z.array(z.string()) })),
  sequences: z.array(z.object({ name: z.string(), last: z.string().regex(/^-?\d+$/) })),
  blobs: z.object({ list: file, count, byteLength: count, expired: count, missing: count, damaged: count }),
  keys: z.object({
    /** The file; absent when the key is the operator's own. */
    file: file.optional(),
    /** Ids of the keys that the installation was given; the first seals. */
    ids: z.array(z.string()),
    /** Ids of the keys with which something in the rows is sealed. */
    sealedWith: z.array(z.string()),
  }),
});

/** What a backup holds and what each of its files must be. */
export type BackupManifest = z.output<typeof manifestSchema>;

/** Where a table's rows lie. */
export function tableFile(folder: string, table: string): string {
  return join(folder, 'tables', `${table}.jsonl`);
}

function hashOf(manifest: unknown): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
}

/** Writes the manifest whole or not at all: what makes the folder a backup. */
export async function writeManifest(folder: string, manifest: BackupManifest): Promise<void> {
  const draft = join(folder, `.${MANIFEST_NAME}`);
  try {
    // the names of the other files are on the disk before the one that vouches for them
    await syncFolder(join(folder, 'tables'));
    await writeHashed(draft, Buffer.from(`${JSON.stringify({ manifest, sha256: hashOf(manifest) }, null, 2)}\n`));
    await rename(draft, join(folder, MANIFEST_NAME));
    await syncFolder(folder);
  } catch (error) {
    throw backupFileError(error);
  }
}

async function readText(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, MANIFEST_NAME), 'utf8');
  } catch (cause) {
    if (systemCode(cause) !== 'ENOENT' && systemCode(cause) !== 'ENOTDIR') throw backupFileError(cause);
    throw new AppError(
      'not_found',
      'not_a_backup',
      `There is no backup in ${folder}: it has no ${MANIFEST_NAME}, which is written last. Name the folder of a backup that was finished.`,
      { cause },
    );
  }
}

function parse(text: string): { readonly manifest?: unknown; readonly sha256?: unknown } {
  try {
    return JSON.parse(text) as { manifest?: unknown; sha256?: unknown };
  } catch (cause) {
    throw backupDamaged(MANIFEST_NAME, cause);
  }
}

/** Reads and checks the manifest of the backup in `folder`. Errors: `not_a_backup` (not_found), `backup_damaged`, `backup_too_new` (invalid). */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const { manifest, sha256 } = parse(await readText(folder));
  if (manifest === undefined || hashOf(manifest) !== sha256) throw backupDamaged(MANIFEST_NAME);
  const { format } = manifest as { format?: unknown };
  if (typeof format === 'number' && format > BACKUP_FORMAT)
    throw new AppError('invalid', 'backup_too_new', 'A newer version of matpho made this backup. Restore it with that version.');
  const parsed = manifestSchema.safeParse(manifest);
  if (!parsed.success) throw backupDamaged(MANIFEST_NAME, parsed.error);
  return parsed.data;
}
