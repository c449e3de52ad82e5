import pg from 'pg';
import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** A column that is stored (generated ones are not). */
export interface TableColumn {
  readonly name: string;
  /** As `format_type` writes it, such as `geometry(Point,4326)`. */
  readonly type: string;
}

/** A foreign key of a table. */
export interface TableReference {
  readonly constraint: string;
  /** The table it points to. */
  readonly table: string;
}

/** One of the product's tables, as the database describes it. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** Names of its partitions but the default one; empty for a plain table. */
  readonly partitions: readonly string[];
  /** Triggers of ours that fire on INSERT. */
  readonly insertTriggers: readonly string[];
  readonly references: readonly TableReference[];
}

/** What only means something while the service runs, and what says how the schema came about: never copied. */
const NEVER_COPIED = new Set(['schema_migration', 'session', 'worker_heartbeat', 'recording_lease', 'discovery', 'discovered_device', 'watch_copy']);

/** Every table of the product that holds something to keep, by name; a partitioned one once. */
export async function listKeptTables(db: Queryable): Promise<TableShape[]> {
  const tables = await db.rows<TableShape>(sql`SELECT c.relname AS name,
      (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
      ARRAY(SELECT p.relname::text FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid
        WHERE i.inhparent = c.oid AND pg_get_expr(p.relpartbound, p.oid) <> 'DEFAULT' ORDER BY 1) AS partitions,
      ARRAY(SELECT t.tgname::text FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled = 'O' AND t.tgtype & 4 <> 0 ORDER BY 1) AS "insertTriggers",
      (SELECT coalesce(json_agg(json_build_object('constraint', k.conname, 'table', f.relname)), '[]')
        FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid WHERE k.conrelid = c.oid AND k.contype = 'f') AS "references"
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    ORDER BY c.relname`);
  return tables.filter(({ name }) => !NEVER_COPIED.has(name));
}

/** The name of a table, sequence, trigger or constraint as it stands in a statement. */
export function quoted(name: string): string {
  return pg.escapeIdentifier(name);
}

/** A table or sequence of ours as it stands in a statement. */
export function qualified(name: string): string {
  return `public.${quoted(name)}`;
}
