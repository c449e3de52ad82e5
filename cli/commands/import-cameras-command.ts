import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '../../db/migrate.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as imports from '../../db/repositories/camera-import-repository.ts';
import { administrationsOf, findOrganisation } from '../../db/repositories/organisation-repository.ts';
import { AppError, toAppError } from '../../domain/app-error.ts';
import { COLUMN_TITLES } from '../../domain/camera-import/import-column.ts';
import { IMPORT_LIMITS, IMPORT_OUTCOMES } from '../../domain/camera-import/import-outcome.ts';
import { OUTCOME_TEXTS } from '../../domain/camera-import/outcome-text.ts';
import { checkName } from '../../domain/personal-data-check.ts';
import { systemClock } from '../../platform/clock.ts';
import { createConcurrencyLimiter } from '../../platform/concurrency-limiter.ts';
import { newId } from '../../platform/new-id.ts';
import type { FileBytes } from '../../workers/imports/import-file.ts';
import { runImport } from '../../workers/imports/run-import.ts';
import { stopSignal } from '../backup/stop-signal.ts';
import type { Command, CommandContext } from '../command.ts';
import { openServiceResources, type ServiceResources } from '../service-resources.ts';

const HELP = 'Use: matpho import cameras FILE.{csv,xlsx,geojson} [--organisation NAME]';
const PIECE_BYTES = 256 * 1024;
const TELL_EVERY_MS = 1000;
const SHOWN_REFUSALS = 20;

function readOptions(args: readonly string[]): { path: string; organisation: string | undefined } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: { organisation: { type: 'string' } }, allowPositionals: true });
    const [path] = positionals;
    if (path !== undefined && positionals.length === 1) return { path, organisation: values.organisation };
  } catch (cause) {
    throw new AppError('invalid', 'bad_option', HELP, { cause });
  }
  throw new AppError('invalid', 'bad_option', HELP);
}

interface ListFile {
  readonly bytes: FileBytes;
  readonly sha256: Buffer;
  readonly byteLength: number;
}

async function openList(path: string): Promise<ListFile> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new AppError('not_found', 'file_missing', `There is no file ${path}, or it can't be read.`, { cause });
  });
  if (!found.isFile() || found.size > IMPORT_LIMITS.fileBytes)
    throw new AppError('too_large', 'file_too_large', `${path} is larger than 32 MB, or no file. Divide the list into several files.`);
  const bytes: FileBytes = () => createReadStream(path, { highWaterMark: PIECE_BYTES });
  const hash = createHash('sha256');
  for await (const piece of bytes()) hash.update(piece);
  return { bytes, sha256: hash.digest(), byteLength: found.size };
}

/** Without a name: the installation's only administration. */
async function findNamed({ db }: ServiceResources, name: string | undefined): ReturnType<typeof findOrganisation> {
  if (name !== undefined) return findOrganisation(db, name);
  const administrations = await administrationsOf(db);
  if (administrations.length !== 1)
    throw new AppError(
      'invalid',
      'bad_option',
      `Say for whom: there are ${administrations.length === 0 ? 'no' : 'several'} organisations of the kind administration. ${HELP}`,
    );
  return findOrganisation(db, administrations[0]!);
}

/** For whom: a board for itself, an administration for the boards of the units. */
async function findCaller(resources: ServiceResources, name: string | undefined): Promise<{ organisationId: string; scope: 'own' | 'any' }> {
  const found = await findNamed(resources, name);
  if (found === undefined) throw new AppError('not_found', 'unknown_organisation', `There is no organisation "${name}". Add it with: matpho organisation add`);
  if (found.kind !== 'board' && found.kind !== 'administration')
    throw new AppError('invalid', 'organisation_has_no_cameras', `"${found.name}" is a ${found.kind}: name a board, or an administration.`);
  return { organisationId: found.id, scope: found.kind === 'board' ? 'own' : 'any' };
}

async function begin({ db }: ServiceResources, path: string, file: ListFile, caller: Awaited<ReturnType<typeof findCaller>>): Promise<imports.ImportRow> {
  const id = newId();
  const { sha256, byteLength } = file;
  const fileName = basename(path).replaceAll(/\p{C}/gu, ' ').slice(0, 200);
  checkName(fileName, 'fileName');
  await db.transaction(async (tx) => {
    await imports.insertImport(tx, { id, ...caller, requestedBy: null, fileName, fileSha256: sha256, byteLength, state: 'active' });
    await appendAudit(tx, {
      action: 'camera.import',
      detail: { importId: id, organisationId: caller.organisationId, sha256: sha256.toString('hex'), byteLength, by: 'command' },
    });
  });
  const run = await imports.beginImport(db, id);
  if (run === undefined) throw new AppError('conflict', 'import_lost', 'The import was ended by somebody else. Start it again.');
  return run;
}

/** A line each second at most, and one at the end. */
function progressTeller(progress: CommandContext['progress']): (at: { done: number; total: number }) => void {
  let toldMs = 0;
  return ({ done, total }) => {
    if (done < total && Date.now() - toldMs < TELL_EVERY_MS) return;
    toldMs = Date.now();
    progress(`${done} of ${total} rows (${Math.floor((done / total) * 100)} %)`);
  };
}

async function tellOutcomes({ db }: ServiceResources, id: string, print: CommandContext['print']): Promise<number> {
  const counts = new Map((await imports.countOutcomes(db, id)).map(({ outcome, count }) => [outcome, count]));
  for (const outcome of IMPORT_OUTCOMES) print(`${OUTCOME_TEXTS.en[outcome].padEnd(24)} ${counts.get(outcome) ?? 0}`);
  const drafts = await imports.countDrafts(db, id);
  if (drafts > 0) print(`${drafts} of these cameras are drafts, which nobody watches: they lack a purpose or the day of the posted notice.`);
  const refused = counts.get('refused') ?? 0;
  for (const { rowNumber, name, details } of await imports.listOutcomes(db, id, { outcome: 'refused', afterRow: 0, limit: SHOWN_REFUSALS })) {
    const column = details.column === undefined ? '' : `, ${COLUMN_TITLES[details.column].en[0]}`;
    print(`row ${rowNumber}${column}: ${details.message ?? details.code ?? ''}${name === null ? '' : ` (${name})`}`);
  }
  if (refused > SHOWN_REFUSALS) print(`… and ${refused - SHOWN_REFUSALS} more`);
  print(`All outcomes: GET /api/v1/camera-imports/${id}/rows.csv`);
  return refused;
}

/** `matpho import cameras`: exit code 1 when any row was refused. Cut off and started again, it registers what is missing. */
export const importCamerasCommand: Command = async ({ args, config, stack, print, progress, stopRequested }) => {
  const { path, organisation } = readOptions(args);
  const file = await openList(path);
  const resources = await openServiceResources(config, stack, { exclusive: false });
  await migrate(resources.db);
  const caller = await findCaller(resources, organisation);
  const run = await begin(resources, path, file, caller);
  const parts = { ...resources, database: resources.db, disk: resources.blobs, clock: systemClock, turn: createConcurrencyLimiter(1) };
  try {
    await runImport(parts, { run, actor: undefined, bytes: file.bytes, signal: stopSignal(stopRequested), onProgress: progressTeller(progress) });
    await imports.finishImport(resources.db, run.id, null, systemClock.now());
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    await imports.finishImport(resources.db, run.id, { code, message }, systemClock.now());
    throw thrown;
  }
  return (await tellOutcomes(resources, run.id, print)) === 0 ? 0 : 1;
};
