import sql, { raw } from 'sql-template-tag';
import type { Database } from '../../db/database.ts';

/** All rows of all tables as text, those of the queue included; bytes as hexadecimal. Partitions are read through their parents. */
export async function dumpDatabase(db: Database): Promise<ReadonlyMap<string, string>> {
  const tables = await db.rows<{
    name: string;
  }>(sql`SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%' AND c.relname <> 'spatial_ref_sys' ORDER BY 1`);
  const dump = new Map<string, string>();
  for (const { name } of tables) {
    const { text } = await db.row<{ text: string | null }>(sql`SELECT string_agg(to_jsonb(t)::text, E'\n') AS text FROM ${raw(name)} t`);
    dump.set(name.replace(/^public\./, ''), text ?? '');
  }
  return dump;
}

/** Names of the tables in whose rows `text` stands, as text or as bytes. */
export function tablesWith(dump: ReadonlyMap<string, string>, text: string): string[] {
  const hex = Buffer.from(text).toString('hex');
  return [...dump].filter(([, rows]) => rows.includes(text) || rows.includes(hex)).map(([name]) => name);
}
