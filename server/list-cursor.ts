import { AppError } from '../domain/app-error.ts';
import { isUuid } from '../domain/uuid.ts';

/** Where a list goes on: after these sort keys. */
export type CursorKeys = readonly (string | number)[];

function malformed(): AppError {
  return new AppError(
    'malformed',
    'malformed_cursor',
    "The cursor can't be read. Use nextCursor of the page before as it was given, or leave it out to start again.",
  );
}

/** Text of a cursor, for `nextCursor`. */
export function writeCursor(keys: CursorKeys): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** Keys of a cursor whose parts have to be of `shape`; undefined without one. Errors: `malformed_cursor`. */
export function readCursor(text: string | undefined, isKeys: (keys: unknown[]) => boolean): CursorKeys | undefined {
  if (text === undefined) return undefined;
  let keys: unknown;
  try {
    keys = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw malformed();
  }
  if (!Array.isArray(keys) || !isKeys(keys)) throw malformed();
  return keys as CursorKeys;
}

/** Cursor of lists that are sorted by id alone. */
export function readIdCursor(cursor: string | undefined): string | undefined {
  return readCursor(cursor, (keys) => keys.length === 1 && typeof keys[0] === 'string' && isUuid(keys[0]))?.[0] as string | undefined;
}

/** A page of at most `limit` of `rows`, which were asked for with one more than that. */
export function toPage<Row>(rows: readonly Row[], limit: number, keysOf: (row: Row) => CursorKeys): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? writeCursor(keysOf(last)) : null };
}
