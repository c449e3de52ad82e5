import sql, { raw } from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import { qualified, type TableShape } from './table-shape.ts';

/** A blob, as the row that names it describes it. */
export interface NamedBlob {
  readonly table: string;
  readonly rowId: string;
  readonly key: string;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
  readonly byteLength: number;
}

const BLOB_COLUMNS = ['id', 'blob_key', 'sha256', 'byte_length'] as const;

/** How to find the blob in a line of `table`; undefined for a table whose rows name none. */
export function blobReader({ name, columns }: Pick<TableShape, 'name' | 'columns'>): ((line: string) => NamedBlob | undefined) | undefined {
  const [id, key, sha256, byteLength] = BLOB_COLUMNS.map((wanted) => columns.findIndex((column) => column.name === wanted)) as [number, number, number, number];
  if (Math.min(id, key, sha256, byteLength) < 0) return undefined;
  return (line) => {
    const values = JSON.parse(line) as (string | null)[];
    if (values[key] === null) return undefined;
    // bytea in text is \x and hexadecimal digits
    return { table: name, rowId: values[id]!, key: values[key]!, sha256: values[sha256]!.slice(2), byteLength: Number(values[byteLength]) };
  };
}

/** Whether the row that names a blob is still there. */
export async function isStillNamed(db: Queryable, { table, rowId }: Pick<NamedBlob, 'table' | 'rowId'>): Promise<boolean> {
  return (await db.maybeRow(sql`SELECT 1 FROM ${raw(qualified(table))} WHERE id = ${rowId}`)) !== undefined;
}
