import sql, { raw } from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** Tables that are partitioned by the time in their ids. */
export const PARTITIONED_TABLES = ['snapshot', 'footage_segment'] as const;
export type PartitionedTable = (typeof PARTITIONED_TABLES)[number];

/** One partition: ids from `fromId` up to but not including `toId`. */
export interface PartitionRange {
  readonly table: PartitionedTable;
  /** Behind the table's name: digits and underscores only. */
  readonly suffix: string;
  readonly fromId: string;
  readonly toId: string;
}

function nameOf({ table, suffix }: PartitionRange): string {
  if (!/^\d{4}_\d{2}$/.test(suffix)) throw new RangeError(`partition suffix ${suffix}`);
  return `${table}_${suffix}`;
}

/** Whether the partition is there. */
export async function hasPartition(db: Queryable, range: PartitionRange): Promise<boolean> {
  const row = await db.row<{ there: boolean }>(sql`SELECT EXISTS (SELECT 1 FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = ${range.table}::regclass AND c.relname = ${nameOf(range)}) AS there`);
  return row.there;
}

const LOCK_KEY = 7_203_422;

/**
 * Makes a partition in the transaction `tx`, once for any number of workers. Rows of its range that lie in the default partition move into it first: PostgreSQL refuses to
 * attach it otherwise. Gives up with `database_error` after 5 s of waiting for the lock, so that a long reader never makes everybody else wait behind us. Returns how many rows
 * moved; undefined when another worker had made it.
 */
export async function createPartition(tx: Queryable, range: PartitionRange): Promise<number | undefined> {
  await tx.run(sql`SET LOCAL lock_timeout = '5s'`);
  await tx.run(sql`SELECT pg_advisory_xact_lock(${LOCK_KEY})`);
  if (await hasPartition(tx, range)) return undefined;
  const parent = raw(range.table);
  const overflow = raw(`${range.table}_default`);
  const name = raw(nameOf(range));
  // nothing of the range may arrive between the move and the attachment
  await tx.run(sql`LOCK TABLE ${overflow} IN ACCESS EXCLUSIVE MODE`);
  await tx.run(sql`CREATE TABLE ${name} (LIKE ${parent} INCLUDING ALL)`);
  const moved = await tx.run(
    sql`WITH moved AS (DELETE FROM ${overflow} WHERE id >= ${range.fromId} AND id < ${range.toId} RETURNING *) INSERT INTO ${name} SELECT * FROM moved`,
  );
  // bounds are no parameters in PostgreSQL's grammar; both are UUIDs that we made
  await tx.run(sql`ALTER TABLE ${parent} ATTACH PARTITION ${name} FOR VALUES FROM (${raw(`'${range.fromId}'`)}) TO (${raw(`'${range.toId}'`)})`);
  return moved;
}
