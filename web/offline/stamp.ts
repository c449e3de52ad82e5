import { randomKey } from '../api/random-key.ts';
import type { StoredRow, StoredTables } from './stored-tables.ts';

/**
 * What changes whenever something is thrown away, for all pages of ours in this browser: `visit` whenever somebody leaves or comes, `discarded` with each throwing away of what waits. Whoever writes what was begun before names
 * the stamp of that time, and it isn't written if there is another one by then.
 */
export type StampName = 'visit' | 'discarded';

/** Null before the first. */
export type Stamp = string | null;

interface StampRow extends StoredRow {
  readonly stamp: string;
}

function stampIn(row: StoredRow | undefined): Stamp {
  return (row as StampRow | undefined)?.stamp ?? null;
}

/** The stamp as it is now. */
export async function readStamp(tables: StoredTables, name: StampName): Promise<Stamp> {
  return stampIn(await tables.get<StampRow>('facts', name));
}

/** A new one: nothing that was begun before is written from here on. */
export async function renewStamp(tables: StoredTables, name: StampName): Promise<Stamp> {
  const row: StampRow = { id: name, stamp: randomKey() };
  await tables.put('facts', row);
  return row.stamp;
}

/** A new one if nothing was thrown away since `since`; undefined: it was, and all stays as it is. */
export async function renewStampSince(tables: StoredTables, name: StampName, since: Stamp): Promise<Stamp | undefined> {
  const row: StampRow = { id: name, stamp: randomKey() };
  return (await putSince(tables, name, since, 'facts', row)) ? row.stamp : undefined;
}

/** Puts a row if nothing was thrown away since `since`; false: it was, and nothing is put. */
export function putSince(tables: StoredTables, name: StampName, since: Stamp, table: 'answers' | 'actions' | 'facts', row: StoredRow): Promise<boolean> {
  return tables.putIf(table, row, name, (fact) => stampIn(fact) === since);
}
