import { AppError } from '../../domain/app-error.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import { isUuid } from '../../domain/uuid.ts';
import { readCursor } from '../list-cursor.ts';

const DAY_MS = 86_400_000;
/** A camera's life is longer, but nobody reads more than this at once. */
const LONGEST_MS = 400 * DAY_MS;

/** `from` and `to` of a query; the last 24 hours by default. Errors: `interval_reversed`, `interval_too_long`. */
export function readRange(query: { from?: string | undefined; to?: string | undefined }, nowMs: number): TimeInterval {
  const toMs = query.to === undefined ? (query.from === undefined ? nowMs : Math.max(nowMs, Date.parse(query.from) + 1)) : Date.parse(query.to);
  const fromMs = query.from === undefined ? toMs - DAY_MS : Date.parse(query.from);
  if (fromMs >= toMs) throw new AppError('invalid', 'interval_reversed', 'from must lie before to.');
  if (toMs - fromMs > LONGEST_MS) throw new AppError('invalid', 'interval_too_long', 'Ask for at most 400 days at once.');
  return { fromMs, toMs };
}

/** Cursor of lists sorted by time and id. */
export function readTimeCursor(cursor: string | undefined): { atMs: number; id: string } | undefined {
  const keys = readCursor(cursor, ([atMs, id]) => Number.isSafeInteger(atMs) && typeof id === 'string' && isUuid(id));
  return keys === undefined ? undefined : { atMs: keys[0] as number, id: keys[1] as string };
}
