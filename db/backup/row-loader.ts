import sql, { raw } from 'sql-template-tag';
import { AppError, isAppError } from '../../domain/app-error.ts';
import { monthPartitions } from '../../domain/month-partition.ts';
import type { Database, Queryable } from '../database.ts';
import { createPartition, PARTITIONED_TABLES } from '../repositories/partition-repository.ts';
import { useCanonicalText } from './canonical-text.ts';
import { FILLED_BY_MIGRATIONS, requireEmptyDatabase } from './empty-target.ts';
import { orderForLoading, type LoadOrder } from './load-order.ts';
import { setSequences, type SequencePosition } from './sequence-positions.ts';
import { listKeptTables, qualified, quoted, type TableShape } from './table-shape.ts';

/** A table's rows, as a snapshot gave them. */
export interface SavedTable {
  readonly name: string;
  /** Names, in the order of the values in a line. */
  readonly columns: readonly string[];
  readonly rows: number;
  readonly partitions: readonly string[];
}

/** All rows of an installation. */
export interface SavedRows {
  readonly tables: readonly SavedTable[];
  readonly sequences: readonly SequencePosition[];
  /** The lines of a table in batches that fit into memory. */
  lines(table: SavedTable): AsyncIterable<readonly string[]>;
}

/** A table of the database and the rows that go into it. */
interface Target {
  readonly name: string;
  readonly references: TableShape['references'];
  readonly shape: TableShape;
  readonly saved: SavedTable;
}

const LOCK_NOT_AVAILABLE = '55P03';

function differs(): AppError {
  return new AppError(
    'conflict',
    'restore_schema_differs',
    'The tables of the database are not those of the backup. Restore into a fresh database, with the version of matpho that made the backup or a later one.',
  );
}

function rowsDiffer(name: string): AppError {
  return new AppError(
    'invalid',
    'backup_damaged',
    `The backup is damaged: the table ${name} doesn't have the rows that its manifest says. Use another backup.`,
  );
}

/** Pairs the tables of both sides; they have to be the same. */
function pair(shapes: readonly TableShape[], saved: readonly SavedTable[]): Target[] {
  const byName = new Map(saved.map((table) => [table.name, table]));
  if (shapes.length !== saved.length) throw differs();
  return shapes.map((shape) => {
    const rows = byName.get(shape.name);
    const names = new Set(shape.columns.map(({ name }) => name));
    if (rows === undefined || rows.columns.length !== names.size || !rows.columns.every((name) => names.has(name))) throw differs();
    return { name: shape.name, references: shape.references, shape, saved: rows };
  });
}

async function lockTables(tx: Queryable, shapes: readonly TableShape[]): Promise<void> {
  await tx.run(sql`SET LOCAL lock_timeout = '10s'`);
  try {
    await tx.run(raw(`LOCK TABLE ${shapes.map(({ name }) => qualified(name)).join(', ')} IN ACCESS EXCLUSIVE MODE`));
  } catch (error) {
    if (!isAppError(error) || error.details['sqlState'] !== LOCK_NOT_AVAILABLE) throw error;
    throw new AppError('conflict', 'restore_target_in_use', 'Somebody uses this database. Stop every matpho server and worker, then restore again.', {
      cause: error,
    });
  }
}

async function makePartitions(tx: Queryable, { name, partitions }: SavedTable): Promise<void> {
  const table = PARTITIONED_TABLES.find((known) => known === name);
  for (const partition of table === undefined ? [] : partitions) {
    const suffix = partition.slice(name.length + 1);
    const [year, month] = suffix.split('_').map(Number) as [number, number];
    const [range] = monthPartitions(Date.UTC(year, month - 1), 1);
    if (range!.suffix !== suffix) throw differs();
    await createPartition(tx, { table: table!, ...range! });
  }
}

/** Calls `work` with triggers on INSERT off and late references deferred, and puts both back. */
async function withoutEffects(tx: Queryable, { tables, late }: LoadOrder<Target>, work: () => Promise<void>): Promise<void> {
  const setTriggers = async (word: 'ENABLE' | 'DISABLE'): Promise<void> => {
    for (const { name, shape } of tables) {
      for (const trigger of shape.insertTriggers) await tx.run(raw(`ALTER TABLE ${qualified(name)} ${word} TRIGGER ${quoted(trigger)}`));
    }
  };
  const setReferences = async (words: string): Promise<void> => {
    for (const { table, constraint } of late) await tx.run(raw(`ALTER TABLE ${qualified(table)} ALTER CONSTRAINT ${quoted(constraint)} ${words}`));
  };
  await setTriggers('DISABLE');
  await setReferences('DEFERRABLE INITIALLY DEFERRED');
  await work();
  await tx.run(sql`SET CONSTRAINTS ALL IMMEDIATE`);
  await setReferences('NOT DEFERRABLE');
  await setTriggers('ENABLE');
}

/** What the database has against rows of a backup concerns the backup, not a change that somebody made. */
function refused(error: unknown): unknown {
  if (!isAppError(error, 'constraint_violated') && !isAppError(error, 'value_refused')) return error;
  const constraint = error.details['constraint'];
  const message = `The database refused rows of the backup${typeof constraint === 'string' ? ` (${constraint})` : ''}. Nothing was restored; use another backup, and keep this one for whoever looks into it.`;
  return new AppError('invalid', 'backup_rows_refused', message, { details: error.details, cause: error });
}

async function fill(tx: Queryable, { name, shape, saved }: Target, lines: AsyncIterable<readonly string[]>): Promise<void> {
  const types = new Map(shape.columns.map((column) => [column.name, column.type]));
  const names = saved.columns.map(quoted).join(', ');
  const values = saved.columns.map((column, index) => `(v->>${index})::${types.get(column)}`).join(', ');
  const insert = raw(`INSERT INTO ${qualified(name)} (${names}) OVERRIDING SYSTEM VALUE SELECT ${values} FROM json_array_elements(`);
  let count = 0;
  for await (const batch of lines) count += await tx.run(sql`${insert}${`[${batch.join(',')}]`}::json) v`);
  if (count !== saved.rows) throw rowsDiffer(name);
}

/**
 * Loads `saved` into a migrated, empty database, in one transaction and with its constraints honoured: it has all of it or, after an error, nothing.
 * Errors: `restore_target_not_empty`, `restore_target_in_use`, `restore_schema_differs` (conflict), `backup_damaged`, `backup_rows_refused` (invalid); whatever
 * `lines` throws.
 */
export async function loadRows(db: Database, saved: SavedRows): Promise<void> {
  const load = async (tx: Queryable): Promise<void> => {
    await useCanonicalText(tx);
    const shapes = await listKeptTables(tx);
    const order = orderForLoading(pair(shapes, saved.tables));
    await lockTables(tx, shapes);
    await requireEmptyDatabase(tx);
    for (const table of saved.tables) await makePartitions(tx, table);
    for (const { name } of shapes) if (FILLED_BY_MIGRATIONS.includes(name)) await tx.run(raw(`DELETE FROM ${qualified(name)}`));
    await withoutEffects(tx, order, async () => {
      for (const target of order.tables) await fill(tx, target, saved.lines(target.saved));
    });
    await setSequences(tx, saved.sequences);
  };
  await db.transaction(load).catch((error: unknown) => {
    throw refused(error);
  });
}
