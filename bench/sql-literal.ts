import type { Statement } from '../db/prepared-statement.ts';

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return `'${value.toISOString()}'`;
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`;
  if (Array.isArray(value)) return `'{${value.map((item) => `"${String(item)}"`).join(',')}}'`;
  return `'${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll("'", "''")}'`;
}

/** A statement with its values written into it, on one line, for pgbench, which takes no parameters of these types. */
export function withLiterals(statement: Statement): string {
  const text = statement.text.replaceAll(/--[^\n]*\n/g, '\n').replaceAll(/\$(\d+)/g, (_, index: string) => literal(statement.values[Number(index) - 1]));
  // a colon before a word would be one of pgbench's variables
  return text.replaceAll(/\s+/g, ' ').trim();
}
