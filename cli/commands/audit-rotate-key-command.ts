import { parseArgs } from 'node:util';
import { AppError } from '../../domain/app-error.ts';
import { noteKeyText } from '../../domain/access-log/signed-note.ts';
import { keyFingerprint } from '../../domain/evidence/key-fingerprint.ts';
import { rotateLogKey, type KeyRotation } from '../../db/access-log/rotate-log-key.ts';
import { embeddedDatabaseExists } from '../../db/embedded/embedded-database.ts';
import { migrate } from '../../db/migrate.ts';
import type { Config } from '../../platform/config.ts';
import { createLogger } from '../../platform/logger.ts';
import { createSecretBox } from '../../platform/secret-box.ts';
import type { Command } from '../command.ts';
import { findSecretKey, readOrMakeSecretKey } from '../secret-key-file.ts';
import { openConfiguredDatabase } from '../service-resources.ts';

interface Wanted {
  readonly isLost: boolean;
  /** A secret key may be made where the data folder has none. */
  readonly makesSecret: boolean;
}

const OPTIONS = { 'old-key-is-lost': { type: 'boolean' }, 'new-secret-key': { type: 'boolean' } } as const;

function readWanted(args: readonly string[]): Wanted {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true });
    const wanted = { isLost: values['old-key-is-lost'] ?? false, makesSecret: values['new-secret-key'] ?? false };
    // the old key is sealed with the secret that is gone: without it, it can only be lost
    if (!wanted.makesSecret || wanted.isLost) return wanted;
  } catch {
    // said below
  }
  throw new AppError('invalid', 'bad_arguments', 'Use: matpho audit rotate-key [--old-key-is-lost [--new-secret-key]]');
}

/**
 * The secrets that seal the new key; undefined: one is to be made. A missing file makes none by itself: the running service may still have the old secret in its memory, a backup may have the file, and nothing that was sealed with it opens
 * with another. Errors: `secret_key_missing`.
 */
async function findSecrets(
  { secretKeys, dataDir }: Pick<Config, 'secretKeys' | 'dataDir'>,
  { makesSecret }: Wanted,
): Promise<[Buffer, ...Buffer[]] | undefined> {
  if (secretKeys !== undefined) return [...secretKeys];
  const own = await findSecretKey(dataDir);
  if (own !== undefined) return [own];
  if (makesSecret) return undefined;
  throw new AppError(
    'conflict',
    'secret_key_missing',
    'The data folder has no secret-key file any more. Nothing was changed. Put the file back from a backup. If it is gone for good: stop the service, then run this command with --old-key-is-lost --new-secret-key. Stored camera passwords have to be entered again afterwards.',
  );
}

/** The lines for the person at the terminal. */
function* tell({ ended, begun, size, handover }: KeyRotation): Generator<string> {
  yield `The access log's key was replaced at ${size} entries. Server and workers sign with the new one from now on, without a restart.`;
  yield `Old key: ${noteKeyText(ended)}`;
  yield `         fingerprint ${keyFingerprint(ended.publicKey)}`;
  yield `New key: ${noteKeyText(begun)}`;
  yield `         fingerprint ${keyFingerprint(begun.publicKey)}`;
  if (handover === null) {
    yield 'WARNING: the old key signed nothing. Every browser that pinned it will warn, as of a forgery, and so will matpho audit verify. Tell boards and auditors the new fingerprint by telephone or on paper.';
    return;
  }
  yield 'Both keys signed the hand-over: browsers and holders of older checkpoints follow it by themselves. Keep this note beside your checkpoints:';
  yield handover;
}

/** `matpho audit rotate-key`: replaces the key that signs checkpoints. The old one signs who comes after it, and is gone then. */
export const auditRotateKeyCommand: Command = async ({ args, config, stack, print }) => {
  const wanted = readWanted(args);
  if (config.databaseUrl === undefined && !(await embeddedDatabaseExists(config.dataDir)))
    throw new AppError(
      'not_found',
      'no_installation',
      'There is no installation here. Set MATPHO_DATA_DIR to its data folder, or MATPHO_DATABASE_URL to its database.',
    );
  const found = await findSecrets(config, wanted);
  // a service that runs would go on sealing with the old secret, which nobody could open after its end: it has to be stopped before another is made
  const { db } = await openConfiguredDatabase(config, stack, createLogger(config.logLevel), { exclusive: wanted.makesSecret });
  const secrets = found ?? ([await readOrMakeSecretKey(config.dataDir)] as const);
  await migrate(db);
  const rotation = await rotateLogKey(db, createSecretBox(secrets), wanted);
  for (const line of tell(rotation)) print(line);
  return 0;
};
