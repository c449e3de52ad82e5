import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { AppError } from '../../domain/app-error.ts';
import { readKeptCheckpoint, type KeptCheckpoint } from '../../domain/access-log/kept-checkpoint.ts';
import { parseNoteKey, type NoteKey } from '../../domain/access-log/signed-note.ts';
import { embeddedDatabaseExists } from '../../db/embedded/embedded-database.ts';
import { appliedMigrations } from '../../db/migrate.ts';
import { createLogger } from '../../platform/logger.ts';
import { verifyLog, type LogReport } from '../audit/verify-log.ts';
import type { Command } from '../command.ts';
import { openConfiguredDatabase } from '../service-resources.ts';

const LARGEST_BYTES = 200_000;
/** The last one that changed what is read here. */
const LOG_MIGRATION = 69;

const OPTIONS = { from: { type: 'string' }, key: { type: 'string' }, 'accept-key': { type: 'string', multiple: true } } as const;

function readArguments(args: readonly string[]): { from: string; key: string | undefined; accept: readonly string[] } {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true });
    if (values.from !== undefined) return { from: values.from, key: values.key, accept: values['accept-key'] ?? [] };
  } catch {
    // said below
  }
  throw new AppError(
    'invalid',
    'bad_arguments',
    'Use: matpho audit verify --from CHECKPOINT_FILE [--key KEY] [--accept-key KEY]. The file is the answer of GET /api/v1/audit/checkpoint, or the note in it.',
  );
}

async function readSome(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(LARGEST_BYTES) });
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new AppError('not_found', 'file_unreadable', `The file ${path} can't be read. Check its name and who may read it.`, { cause });
  }
}

function nothingThere(): AppError {
  return new AppError(
    'not_found',
    'no_installation',
    'There is no installation to verify. Set MATPHO_DATA_DIR to its data folder, or MATPHO_DATABASE_URL to its database.',
  );
}

function readKey(option: string, word: string): NoteKey {
  const key = parseNoteKey(word);
  if (key === undefined) throw new AppError('malformed', 'not_a_key', `${option} wants the word "key" of a checkpoint: name+id+base64.`);
  return key;
}

/** A key that was given apart goes before one in the file. */
async function readKept(path: string, key: string | undefined): Promise<KeptCheckpoint> {
  const kept = readKeptCheckpoint(await readSome(path));
  if (kept === undefined) {
    throw new AppError(
      'malformed',
      'not_a_checkpoint',
      `${path} is no checkpoint. Keep the answer of GET /api/v1/audit/checkpoint as it came, or the note in it, letter by letter.`,
    );
  }
  return key === undefined ? kept : { ...kept, publicKey: readKey('--key', key).publicKey };
}

/** The lines for the person at the terminal. */
function* tell({ size, root, erased, waiting, ownCheckpoints, isKeyPinned, accepted, problems }: LogReport, keptSize: number): Generator<string> {
  yield `${size} entries, root ${Buffer.from(root).toString('base64')}; the checkpoint has ${keptSize}. ${ownCheckpoints} checkpoints of the service were compared.`;
  if (waiting > 0) yield `${waiting} events wait for their place in the log: their turn comes within seconds while a worker runs.`;
  if (erased > 0) yield `${erased} personal values were erased, as the law asks. Their commitments stand.`;
  if (!isKeyPinned)
    yield 'WARNING: no key came with the checkpoint, so the database’s own was used. Whoever changes the log may change that too: give --key, or keep the whole answer.';
  if (accepted > 0) yield `WARNING: ${accepted} times the key was replaced without its signature. You said that you are sure of the key after it.`;
  yield* problems.lines;
  if (problems.count > problems.lines.length) yield `… and ${problems.count - problems.lines.length} more.`;
  yield problems.count === 0
    ? 'The log only grew since this checkpoint: nothing was changed, moved, left out or cut off.'
    : `${problems.count} things do not hold. Keep the checkpoint, the database and this output as they are.`;
}

/** `matpho audit verify --from CHECKPOINT_FILE`: proves that the log only grew since then. Exit code 1 when anything doesn't hold. */
export const auditVerifyCommand: Command = async ({ args, config, stack, print }) => {
  const { from, key, accept } = readArguments(args);
  const kept = await readKept(from, key);
  const accepted = accept.map((word) => readKey('--accept-key', word));
  if (config.databaseUrl === undefined && !(await embeddedDatabaseExists(config.dataDir))) throw nothingThere();
  const { db } = await openConfiguredDatabase(config, stack, createLogger(config.logLevel), { exclusive: false });
  if (!(await appliedMigrations(db)).some(({ version }) => version >= LOG_MIGRATION)) {
    throw new AppError('conflict', 'migrations_pending', 'This database is older than this program. Run: matpho migrate');
  }
  const report = await verifyLog(db, kept, accepted);
  for (const line of tell(report, kept.checkpoint.size)) print(line);
  return report.problems.count === 0 ? 0 : 1;
};
