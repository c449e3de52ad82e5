import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import { qualified } from './table-shape.ts';

/** How far a sequence has counted. */
export interface SequencePosition {
  readonly name: string;
  /** The last number that was given out; text, since it may pass 2^53. */
  readonly last: string;
}

/** Sequences of the product that have given out a number. */
export async function readSequences(tx: Queryable): Promise<SequencePosition[]> {
  return tx.rows(
    sql`SELECT sequencename AS name, last_value::text AS last FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename`,
  );
}

/** Sets them on from there, so that no number is given out twice. */
export async function setSequences(tx: Queryable, positions: readonly SequencePosition[]): Promise<void> {
  for (const { name, last } of positions) await tx.run(sql`SELECT setval(${qualified(name)}::regclass, ${last}::bigint)`);
}
