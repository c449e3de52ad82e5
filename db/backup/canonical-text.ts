import { raw } from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** Everything that values in text form depend on. */
const TEXT_SETTINGS = { TimeZone: 'UTC', DateStyle: 'ISO, YMD', IntervalStyle: 'postgres', bytea_output: 'hex', extra_float_digits: '1' } as const;

/** Fixes, until the transaction ends, how PostgreSQL writes and reads values as text: exactly, and the same everywhere. */
export async function useCanonicalText(tx: Queryable): Promise<void> {
  for (const [name, value] of Object.entries(TEXT_SETTINGS)) await tx.run(raw(`SET LOCAL ${name} = '${value}'`));
}
