import type { z } from 'zod';
import { IMPORT_OUTCOMES } from '../../domain/camera-import/import-outcome.ts';
import type { importOut, importRowOut, importSummaryOut } from '../../domain/wire/camera-import-wire.ts';
import type { jobOut } from '../../domain/wire/contact-wire.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { Queryable } from '../../db/database.ts';
import * as imports from '../../db/repositories/camera-import-repository.ts';

type Counts = z.output<typeof importOut>['counts'];

function progressOf({ state, rowsTotal, rowsDone }: imports.ImportRow): number {
  if (state === 'completed') return 1;
  return rowsTotal === null || rowsTotal === 0 ? 0 : Math.min(1, rowsDone / rowsTotal);
}

/** An import as lists show it. */
export function wireImport(row: imports.ImportRow): z.output<typeof importSummaryOut> {
  return {
    id: row.id,
    jobId: row.id,
    fileName: row.fileName,
    sha256: row.fileSha256.toString('hex'),
    byteLength: row.byteLength,
    format: row.format,
    state: row.state,
    progress: progressOf(row),
    error: row.error,
    rowsTotal: row.rowsTotal,
    rowsDone: row.rowsDone,
    ignoredColumns: [...row.ignoredColumns],
    requestedBy: row.username,
    createdAt: toIso(row.createdAtMs),
    finishedAt: row.finishedAtMs === null ? null : toIso(row.finishedAtMs),
  };
}

/** The outcome of one row as the API shows it. */
export function wireOutcome({ rowNumber, outcome, name, cameraId, details }: imports.StoredOutcome): z.output<typeof importRowOut> {
  const { code = null, message = null, column = null, firstRow = null, unit = null, unitChoices, warnings = [] } = details;
  const shown = warnings.map(({ code: warningCode, message: said, cameraIds, columns }) => ({
    code: warningCode,
    message: said,
    ...(cameraIds === undefined ? {} : { cameraIds: [...cameraIds] }),
    ...(columns === undefined ? {} : { columns: [...columns] }),
  }));
  const choices = unitChoices === undefined ? null : { ...unitChoices, items: [...unitChoices.items] };
  return { row: rowNumber, outcome, name, cameraId, code, message, column, firstRow, unit, unitChoices: choices, warnings: shown };
}

/** How many rows became what; every outcome is named. */
export async function importCounts(db: Queryable, id: string): Promise<Counts> {
  const found = new Map((await imports.countOutcomes(db, id)).map(({ outcome, count }) => [outcome, count]));
  return Object.fromEntries(IMPORT_OUTCOMES.map((outcome) => [outcome, found.get(outcome) ?? 0])) as Counts;
}

/** An import as the job that it is; undefined for other jobs. */
export async function findImportJob(db: Queryable, id: string): Promise<z.output<typeof jobOut> | undefined> {
  const row = await imports.findImport(db, id);
  if (row === undefined) return undefined;
  const { state, progress, error, createdAt, finishedAt } = wireImport(row);
  const result = state === 'completed' ? { importId: id, counts: await importCounts(db, id) } : null;
  return { id, kind: 'camera_import', state, progress, result, error, createdAt, finishedAt };
}
