import type { Database, Queryable } from '../../db/database.ts';
import { publishEvent } from '../../db/live-events.ts';
import * as imports from '../../db/repositories/camera-import-repository.ts';
import { lockRegistration } from '../../db/repositories/import-match-repository.ts';
import type { AddressPolicy } from '../../domain/address-rule.ts';
import { AppError } from '../../domain/app-error.ts';
import type { SourceRow } from '../../domain/camera-import/source-row.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ConcurrencyLimiter } from '../../platform/concurrency-limiter.ts';
import type { SecretBox } from '../../platform/secret-box.ts';
import { openImportFile, type FileBytes, type ImportFile } from './import-file.ts';
import { createImportSurroundings } from './import-surroundings.ts';
import { refusedOutcome, type JudgedRow } from './judged-row.ts';
import { registerBatch, type BatchContext } from './register-batch.ts';
import { createRowJudge, type RowJudge } from './row-judge.ts';

/** What an import works with. */
export interface ImportParts {
  readonly database: Database;
  readonly secretBox: SecretBox;
  readonly addressPolicy: AddressPolicy;
  readonly disk: BatchContext['disk'];
  readonly clock: Clock;
  /** Lets one batch through at a time: those that wait for their turn must not hold a connection meanwhile. */
  readonly turn: ConcurrencyLimiter;
}

/** One import, begun: its row is in state `active`. */
export interface ImportRun {
  readonly run: imports.ImportRow;
  readonly actor: BatchContext['actor'];
  readonly bytes: FileBytes;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Rows stored by one transaction. On the embedded database everybody waits for it meanwhile: some tens of milliseconds. */
const BATCH_ROWS = 200;

async function survey({ database }: ImportParts, run: imports.ImportRow, file: ImportFile): Promise<number> {
  let rowsTotal = 0;
  for await (const _ of file.rows()) rowsTotal += 1;
  if (rowsTotal === 0) throw new AppError('invalid', 'file_empty', 'The file holds no rows. Fill in the template and send it again.');
  await imports.noteSurvey(database, run.id, { format: file.format, rowsTotal, ignoredColumns: file.ignoredColumns() });
  return rowsTotal;
}

async function* batched(rows: AsyncIterable<SourceRow>): AsyncGenerator<SourceRow[], void, undefined> {
  let batch: SourceRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH_ROWS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Rows of an earlier run that became or were cameras: only those count when duplicates are looked for. */
async function acceptedRows(db: Queryable, { id, lastRow }: imports.ImportRow): Promise<ReadonlySet<number>> {
  const accepted = new Set<number>();
  for (let afterRow = 0; afterRow < lastRow;) {
    const page = await imports.listOutcomes(db, id, { afterRow, limit: 5000 });
    for (const { rowNumber, cameraId } of page) if (cameraId !== null) accepted.add(rowNumber);
    afterRow = page.at(-1)?.rowNumber ?? lastRow;
  }
  return accepted;
}

/** Stores the outcomes of a batch with its cameras. False: another worker has taken the import over. */
async function storeBatch(parts: ImportParts, context: BatchContext, judged: readonly JudgedRow[], fromRow: number): Promise<boolean> {
  const { run } = context;
  const store = async (tx: Queryable): Promise<boolean> => {
    await lockRegistration(tx);
    const isOurs = await imports.takeRows(tx, run.id, { fromRow, toRow: judged.at(-1)!.rowNumber, count: judged.length });
    if (!isOurs) return false;
    await imports.insertOutcomes(tx, run.id, await registerBatch(tx, context, judged));
    await publishEvent(tx, { topic: 'jobs', type: 'updated', data: { jobId: run.id, organisationId: run.organisationId, state: 'active' } });
    return true;
  };
  return parts.turn.run(() => parts.database.transaction(store));
}

/** Should the database refuse a batch for something that no check foresaw, its rows are stored one by one: one row must not keep 199 others out. */
async function storeRows(parts: ImportParts, context: BatchContext, judged: readonly JudgedRow[], fromRow: number): Promise<boolean> {
  try {
    return await storeBatch(parts, context, judged, fromRow);
  } catch (error) {
    if (!(error instanceof AppError) || !['value_refused', 'constraint_violated'].includes(error.code)) throw error;
    if (judged.length > 1) return storeSingly(parts, context, judged, fromRow);
    const [row] = judged as [JudgedRow];
    const outcome = refusedOutcome(row.rowNumber, 'camera' in row ? row.camera.name : row.outcome.name, error);
    return storeBatch(parts, context, [{ rowNumber: row.rowNumber, outcome }], fromRow);
  }
}

async function storeSingly(parts: ImportParts, context: BatchContext, judged: readonly JudgedRow[], fromRow: number): Promise<boolean> {
  let lastRow = fromRow;
  for (const row of judged) {
    if (!(await storeRows(parts, context, [row], lastRow))) return false;
    lastRow = row.rowNumber;
  }
  return true;
}

async function registerRows(
  parts: ImportParts,
  { run, actor, signal, onProgress }: ImportRun,
  file: ImportFile,
  judge: RowJudge,
  total: number,
): Promise<boolean> {
  const context = { run, actor, disk: parts.disk };
  const accepted = await acceptedRows(parts.database, run);
  let { lastRow, rowsDone: done } = run;
  for await (const batch of batched(file.rows())) {
    if (signal.aborted) throw new AppError('cancelled', 'import_cancelled', 'The service is stopping; the import goes on when it runs again.');
    await judge.remember(
      batch.filter(({ number }) => number <= run.lastRow),
      (rowNumber) => accepted.has(rowNumber),
    );
    const fresh = batch.filter(({ number }) => number > run.lastRow);
    if (fresh.length === 0) continue;
    if (!(await storeRows(parts, context, await judge.judge(fresh), lastRow))) return false;
    lastRow = fresh.at(-1)!.number;
    done += fresh.length;
    onProgress?.({ done, total });
  }
  return true;
}

/**
 * Imports a file: reads it once to its end without storing anything, so that a file that can't be read leaves nothing behind, then registers its rows in batches, each with its outcomes
 * in one transaction. Cut off anywhere, it goes on behind the last stored row.
 *
 * @returns false when another worker has taken it over meanwhile
 * @throws AppError `invalid` for a file that can't be read; `cancelled` when the service stops; whatever kept the database from working
 */
export async function runImport(parts: ImportParts, job: ImportRun): Promise<boolean> {
  const { run } = job;
  const file = await openImportFile(job.bytes);
  const total = await survey(parts, run, file);
  const surroundings = createImportSurroundings(parts.database, parts.addressPolicy, run);
  return registerRows(parts, job, file, createRowJudge({ ...parts, surroundings }), total);
}
