import sql, { raw } from 'sql-template-tag';
import type { Database, Queryable } from '../database.ts';
import { appliedMigrations, type KnownMigration } from '../migrate.ts';
import { useCanonicalText } from './canonical-text.ts';
import { readSequences, type SequencePosition } from './sequence-positions.ts';
import { listKeptTables, qualified, quoted, type TableShape } from './table-shape.ts';

/** Everything that is stored, as it was at one moment. */
export interface RowSnapshot {
  readonly migrations: readonly KnownMigration[];
  readonly tables: readonly TableShape[];
  readonly sequences: readonly SequencePosition[];
  /** Ids of the keys with which something in the rows is sealed. */
  readonly sealingKeyIds: readonly string[];
  /** The rows of a table in batches, a line each: a JSON array of every column's text or null, in the order of `columns`. */
  lines(table: TableShape): AsyncGenerator<readonly string[], void, undefined>;
}

const MOST_ROWS = 2000;
const BATCH_CHARACTERS = 2_000_000;
const FIRST_ROWS = 100;

async function* readLines(tx: Queryable, { name, columns }: TableShape): AsyncGenerator<readonly string[], void, undefined> {
  const texts = columns.map((column) => `${quoted(column.name)}::text`).join(', ');
  await tx.run(raw(`DECLARE backup_rows NO SCROLL CURSOR FOR SELECT array_to_json(ARRAY[${texts}]::text[])::text AS line FROM ${qualified(name)}`));
  for (let count = FIRST_ROWS; ;) {
    const rows = await tx.rows<{ line: string }>(raw(`FETCH ${count} FROM backup_rows`));
    if (rows.length === 0) break;
    const lines = rows.map(({ line }) => line);
    yield lines;
    const meanLength = lines.reduce((sum, line) => sum + line.length, 0) / lines.length;
    count = Math.max(1, Math.min(MOST_ROWS, count * 4, Math.floor(BATCH_CHARACTERS / meanLength)));
  }
  await tx.run(raw('CLOSE backup_rows'));
}

/** Columns of a table that name the key of something sealed: `key_id` beside `sealed_…`, `…_key_id` beside `…_sealed`. */
function keyColumnsOf({ columns }: TableShape): string[] {
  const names = columns.map(({ name }) => name);
  return names.filter((name) => {
    if (name === 'key_id') return names.some((other) => other.startsWith('sealed_'));
    return name.endsWith('_key_id') && names.includes(name.replace(/_key_id$/, '_sealed'));
  });
}

async function findSealingKeys(tx: Queryable, tables: readonly TableShape[]): Promise<string[]> {
  const ids = new Set<string>();
  for (const table of tables) {
    for (const column of keyColumnsOf(table)) {
      const rows = await tx.rows<{ id: string }>(
        raw(`SELECT DISTINCT ${quoted(column)} AS id FROM ${qualified(table.name)} WHERE ${quoted(column)} IS NOT NULL`),
      );
      for (const { id } of rows) ids.add(id);
    }
  }
  return [...ids].sort();
}

/**
 * Calls `work` with a view of the database that does not change while it lasts: one read-only transaction. On the embedded database everybody else waits meanwhile.
 */
export async function withRowSnapshot<T>(db: Database, work: (snapshot: RowSnapshot) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.run(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`);
    // rows that a policy would hide are an error: a backup without them would look whole
    await tx.run(sql`SET LOCAL row_security = off`);
    await useCanonicalText(tx);
    const tables = await listKeptTables(tx);
    return work({
      migrations: await appliedMigrations(tx),
      tables,
      sequences: await readSequences(tx),
      sealingKeyIds: await findSealingKeys(tx, tables),
      lines: (table) => readLines(tx, table),
    });
  });
}
