import { parseArgs } from 'node:util';
import { AppError } from '../../domain/app-error.ts';
import { noteKeyText } from '../../domain/access-log/signed-note.ts';
import { keyFingerprint } from '../../domain/evidence/key-fingerprint.ts';
import { rotateLogKey, type KeyRotation } from '../../db/access-log/rotate-log-key.ts';
import { embeddedDatabaseExists } from '../../db/embedded/embedded-database.ts';
import { migrate } from '../../db/migrate.ts';
import { createLogger } from '../../platform/logger.ts';
import { createSecretBox } from '../../platform/secret-box.ts';
import type { Command } from '../command.ts';
import { readOrMakeSecretKey } from '../secret-key-file.ts';
import { openConfiguredDatabase } from '../service-resources.ts';

function readIsLost(args: readonly string[]): boolean {
  try {
    return parseArgs({ args: [...args], options: { 'old-key-is-lost': { type: 'boolean' } }, strict: true }).values['old-key-is-lost'] ?? false;
  } catch {
    throw new AppError('invalid', 'bad_arguments', 'Use: matpho audit rotate-key [--old-key-is-lost]');
  }
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
  const isLost = readIsLost(args);
  if (config.databaseUrl === undefined && !(await embeddedDatabaseExists(config.dataDir)))
    throw new AppError(
      'not_found',
      'no_installation',
      'There is no installation here. Set MATPHO_DATA_DIR to its data folder, or MATPHO_DATABASE_URL to its database.',
    );
  const { db } = await openConfiguredDatabase(config, stack, createLogger(config.logLevel), { exclusive: false });
  await migrate(db);
  const keys = config.secretKeys ?? ([await readOrMakeSecretKey(config.dataDir)] as const);
  const rotation = await rotateLogKey(db, createSecretBox([...keys] as [Buffer, ...Buffer[]]), { isLost });
  for (const line of tell(rotation)) print(line);
  return 0;
};
