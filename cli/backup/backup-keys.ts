import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { writeHashed } from '../../media/hashed-write.ts';
import type { Config } from '../../platform/config.ts';
import { secretKeyId } from '../../platform/secret-box.ts';
import { decodeKeyFile, encodeKeyFile, findSecretKey } from '../secret-key-file.ts';
import { backupDamaged, backupFileError } from './backup-error.ts';
import { KEY_FILE_NAME, type BackupManifest } from './backup-manifest.ts';

type KeySettings = Pick<Config, 'databaseUrl' | 'dataDir' | 'secretKeys'>;

/** The keys of the installation that is backed up. */
export interface InstallationKeys {
  readonly ids: readonly string[];
  /** The key that the installation made itself and that goes into the backup. */
  readonly own?: Buffer;
}

/** The keys that the settings and the data folder give. */
export async function findInstallationKeys({ databaseUrl, dataDir, secretKeys }: KeySettings): Promise<InstallationKeys> {
  if (secretKeys !== undefined) return { ids: secretKeys.map(secretKeyId) };
  const own = databaseUrl === undefined ? await findSecretKey(dataDir) : undefined;
  return own === undefined ? { ids: [] } : { ids: [secretKeyId(own)], own };
}

/** Writes the installation's own key into the backup, if it has one. */
export async function writeOwnKey(folder: string, { own }: InstallationKeys): Promise<BackupManifest['keys']['file']> {
  if (own === undefined) return undefined;
  try {
    const { sha256, byteLength } = await writeHashed(join(folder, KEY_FILE_NAME), Buffer.from(encodeKeyFile(own)));
    return { sha256: sha256.toString('hex'), byteLength };
  } catch (error) {
    throw backupFileError(error);
  }
}

/** The ids of the keys without which the backup's secrets could not be opened, or new ones not be sealed as before. */
function neededKeys({ ids, sealedWith }: BackupManifest['keys']): string[] {
  return ids.filter((id, index) => index === 0 || sealedWith.includes(id));
}

function wrongKey(isIncluded: boolean): AppError {
  const where = isIncluded ? ` It is in the file ${KEY_FILE_NAME} of the backup.` : ' It was not put into the backup.';
  return new AppError(
    'invalid',
    'secret_key_differs',
    `The secrets in this backup were sealed with another key. Set MATPHO_SECRET_KEY to the key of the installation that was backed up.${where}`,
    {
      details: { variable: 'MATPHO_SECRET_KEY' },
    },
  );
}

/**
 * Makes sure that the restored installation will be able to open the backup's secrets, and returns the key to keep in its data folder, if there is one.
 * Errors: `secret_key_differs`, `backup_damaged` (invalid).
 */
export async function checkRestoredKeys(folder: string, { keys }: BackupManifest, { databaseUrl, secretKeys }: KeySettings): Promise<Buffer | undefined> {
  const own = keys.file === undefined ? undefined : await readOwnKey(folder);
  if (own !== undefined && !keys.ids.includes(secretKeyId(own))) throw backupDamaged(KEY_FILE_NAME);
  const given = secretKeys ?? (own !== undefined && databaseUrl === undefined ? [own] : []);
  const ids = given.map(secretKeyId);
  if (!neededKeys(keys).every((id) => ids.includes(id))) throw wrongKey(own !== undefined);
  return databaseUrl === undefined ? own : undefined;
}

async function readOwnKey(folder: string): Promise<Buffer> {
  try {
    return decodeKeyFile(await readFile(join(folder, KEY_FILE_NAME), 'utf8'));
  } catch (cause) {
    throw backupDamaged(KEY_FILE_NAME, cause);
  }
}
