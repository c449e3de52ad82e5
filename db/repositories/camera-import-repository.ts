import sql, { empty } from 'sql-template-tag';
import type { ImportFormat, ImportOutcome, OutcomeDetails } from '../../domain/camera-import/import-outcome.ts';
import type { Sealed } from '../../platform/secret-box.ts';
import type { Queryable } from '../database.ts';

export type ImportState = 'waiting' | 'active' | 'completed' | 'failed';

/** A bulk registration. */
export interface ImportRow {
  readonly id: string;
  readonly organisationId: string;
  readonly requestedBy: string | null;
  readonly username: string | null;
  readonly scope: 'own' | 'any';
  readonly fileName: string;
  readonly fileSha256: Buffer;
  readonly byteLength: number;
  readonly format: ImportFormat | null;
  readonly ignoredColumns: readonly string[];
  readonly state: ImportState;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly rowsTotal: number | null;
  readonly rowsDone: number;
  readonly lastRow: number;
  readonly createdAtMs: number;
  readonly touchedAtMs: number;
  readonly finishedAtMs: number | null;
}

const SELECT_IMPORT = sql`SELECT i.id, i.organisation_id AS "organisationId", i.requested_by AS "requestedBy", u.username, i.scope, i.file_name AS "fileName",
    i.file_sha256 AS "fileSha256", i.byte_length AS "byteLength", i.format, i.ignored_columns AS "ignoredColumns", i.state, i.error, i.rows_total AS "rowsTotal",
    i.rows_done AS "rowsDone", i.last_row AS "lastRow", i.created_at AS "createdAtMs", i.touched_at AS "touchedAtMs", i.finished_at AS "finishedAtMs"
  FROM camera_import i LEFT JOIN app_user u ON u.id = i.requested_by`;

export type NewImport = Pick<ImportRow, 'id' | 'organisationId' | 'requestedBy' | 'scope' | 'fileName' | 'fileSha256' | 'byteLength'> & {
  readonly state: 'waiting' | 'active';
};

export async function insertImport(db: Queryable, entry: NewImport): Promise<void> {
  await db.run(sql`INSERT INTO camera_import (id, organisation_id, requested_by, scope, file_name, file_sha256, byte_length, state)
    VALUES (${entry.id}, ${entry.organisationId}, ${entry.requestedBy}, ${entry.scope}, ${entry.fileName}, ${entry.fileSha256}, ${entry.byteLength}, ${entry.state})`);
}

export async function findImport(db: Queryable, id: string): Promise<ImportRow | undefined> {
  return db.maybeRow(sql`${SELECT_IMPORT} WHERE i.id = ${id}`);
}

/** Imports of an organisation (all of them without one), newest first, after `beforeId`. */
export async function listImports(
  db: Queryable,
  organisationId: string | undefined,
  page: { limit: number; beforeId?: string | undefined },
): Promise<ImportRow[]> {
  const own = organisationId === undefined ? sql`true` : sql`i.organisation_id = ${organisationId}`;
  const after = page.beforeId === undefined ? empty : sql`AND i.id < ${page.beforeId}`;
  return db.rows(sql`${SELECT_IMPORT} WHERE ${own} ${after} ORDER BY i.id DESC LIMIT ${page.limit}`);
}

/** The import of the same file by the same organisation that is still being worked on and showed a sign of it within `silentMs`. */
export async function findOpenImport(db: Queryable, organisationId: string, sha256: Buffer, silentMs: number): Promise<ImportRow | undefined> {
  return db.maybeRow(sql`${SELECT_IMPORT} WHERE i.organisation_id = ${organisationId} AND i.file_sha256 = ${sha256} AND i.finished_at IS NULL
    AND i.requested_by IS NOT NULL AND i.touched_at > now() - ${silentMs} * interval '1 millisecond' ORDER BY i.id DESC LIMIT 1`);
}

export async function insertPart(db: Queryable, importId: string, seq: number, sealed: Sealed): Promise<void> {
  await db.run(sql`INSERT INTO camera_import_part (import_id, seq, sealed_bytes, key_id) VALUES (${importId}, ${seq}, ${sealed.bytes}, ${sealed.keyId})`);
}

export async function findPart(db: Queryable, importId: string, seq: number): Promise<Sealed | undefined> {
  return db.maybeRow(sql`SELECT sealed_bytes AS bytes, key_id AS "keyId" FROM camera_import_part WHERE import_id = ${importId} AND seq = ${seq}`);
}

/** Begins or goes on with an import; undefined when it is over or not there. */
export async function beginImport(db: Queryable, id: string): Promise<ImportRow | undefined> {
  await db.run(sql`UPDATE camera_import SET state = 'active', touched_at = now() WHERE id = ${id} AND finished_at IS NULL`);
  return db.maybeRow(sql`${SELECT_IMPORT} WHERE i.id = ${id} AND i.finished_at IS NULL`);
}

export async function noteSurvey(
  db: Queryable,
  id: string,
  survey: { readonly format: ImportFormat; readonly rowsTotal: number; readonly ignoredColumns: readonly string[] },
): Promise<void> {
  await db.run(sql`UPDATE camera_import SET format = ${survey.format}, rows_total = ${survey.rowsTotal}, ignored_columns = ${survey.ignoredColumns}::text[], touched_at = now()
    WHERE id = ${id} AND finished_at IS NULL`);
}

/** Takes the rows from behind `fromRow` to `toRow`, in the transaction that stores them. False when somebody else has got further: then nothing may be stored. */
export async function takeRows(db: Queryable, id: string, step: { fromRow: number; toRow: number; count: number }): Promise<boolean> {
  const touched = await db.run(sql`UPDATE camera_import SET last_row = ${step.toRow}, rows_done = rows_done + ${step.count}, touched_at = now()
    WHERE id = ${id} AND state = 'active' AND last_row = ${step.fromRow}`);
  return touched === 1;
}

/** What became of one row, as it is stored and shown. */
export interface StoredOutcome {
  readonly rowNumber: number;
  readonly outcome: ImportOutcome;
  readonly name: string | null;
  readonly cameraId: string | null;
  readonly details: OutcomeDetails;
}

export async function insertOutcomes(db: Queryable, importId: string, outcomes: readonly StoredOutcome[]): Promise<void> {
  await db.run(sql`INSERT INTO camera_import_row (import_id, row_number, outcome, name, camera_id, details)
    SELECT ${importId}::uuid, "rowNumber", outcome, name, "cameraId", details
    FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) AS x("rowNumber" integer, outcome text, name text, "cameraId" uuid, details jsonb)`);
}

/** Outcomes in the order of the file, behind row `afterRow`. */
export async function listOutcomes(
  db: Queryable,
  importId: string,
  page: { outcome?: ImportOutcome | undefined; afterRow: number; limit: number },
): Promise<StoredOutcome[]> {
  const only = page.outcome === undefined ? empty : sql`AND outcome = ${page.outcome}`;
  return db.rows(sql`SELECT row_number AS "rowNumber", outcome, name, camera_id AS "cameraId", details FROM camera_import_row
    WHERE import_id = ${importId} AND row_number > ${page.afterRow} ${only} ORDER BY row_number LIMIT ${page.limit}`);
}

export async function countOutcomes(db: Queryable, importId: string): Promise<{ outcome: ImportOutcome; count: number }[]> {
  return db.rows(sql`SELECT outcome, count(*) AS count FROM camera_import_row WHERE import_id = ${importId} GROUP BY outcome`);
}

/** How many cameras of an import are drafts as they are now: they lack a purpose or a posted notice, and nobody watches them. */
export async function countDrafts(db: Queryable, importId: string): Promise<number> {
  const { count } = await db.row<{ count: number }>(sql`SELECT count(*) AS count FROM camera_import_row r
    JOIN camera c ON c.id = r.camera_id AND c.retired_at IS NULL
    JOIN camera_state s ON s.camera_id = c.id AND s.overall = 'draft' WHERE r.import_id = ${importId}`);
  return count;
}

/** Ends an import and deletes its file; one that has ended stays as it is. Returns whether it ended now. */
export async function finishImport(db: Queryable, id: string, error: { code: string; message: string } | null, nowMs: number): Promise<boolean> {
  const [state, said] = error === null ? ['completed', null] : ['failed', JSON.stringify(error)];
  const ended = await db.run(sql`UPDATE camera_import SET state = ${state}, error = ${said}::jsonb, finished_at = ${new Date(nowMs)}, touched_at = now()
    WHERE id = ${id} AND finished_at IS NULL`);
  await db.run(sql`DELETE FROM camera_import_part WHERE import_id = ${id}`);
  return ended === 1;
}

/** Ends imports that showed no sign of work since `touchedBeforeMs`, with their files. Returns how many. */
export async function failLostImports(db: Queryable, touchedBeforeMs: number, error: { code: string; message: string }, nowMs: number): Promise<number> {
  const { code, message } = error;
  const ended =
    await db.run(sql`UPDATE camera_import SET state = 'failed', error = ${JSON.stringify({ code, message })}::jsonb, finished_at = ${new Date(nowMs)}
    WHERE finished_at IS NULL AND touched_at < ${new Date(touchedBeforeMs)}`);
  await db.run(sql`DELETE FROM camera_import_part p USING camera_import i WHERE i.id = p.import_id AND i.finished_at IS NOT NULL`);
  return ended;
}
