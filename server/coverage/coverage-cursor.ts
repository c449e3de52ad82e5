import { isUuid } from '../../domain/uuid.ts';
import type { CoverageGroupKey } from '../../db/repositories/coverage-group-repository.ts';
import { readCursor, type CursorKeys } from '../list-cursor.ts';

/** Where a list by uptime goes on. */
export interface UptimePlace {
  readonly id: string;
  readonly uptimeRatio: number | null;
  /** Until when uptime is counted on all of its pages: else its order would change between them. */
  readonly untilMs: number;
}

/** Stands for an unknown uptime. */
const UNKNOWN = -1;

/** The keys of a cursor, see {@link readUptimeCursor}. */
export function writeUptimePlace({ id, uptimeRatio, untilMs }: UptimePlace): CursorKeys {
  return [uptimeRatio ?? UNKNOWN, id, untilMs];
}

/** Errors: `malformed_cursor`. */
export function readUptimeCursor(cursor: string | undefined): UptimePlace | undefined {
  const keys = readCursor(
    cursor,
    ([ratio, id, untilMs, ...more]) => isShare(ratio) && isId(id) && Number.isSafeInteger(untilMs) && Number(untilMs) >= 0 && more.length === 0,
  );
  if (keys === undefined) return undefined;
  const [ratio, id, untilMs] = keys as [number, string, number];
  return { uptimeRatio: ratio === UNKNOWN ? null : ratio, id, untilMs };
}

/** Errors: `malformed_cursor`. */
export function readGroupCursor(cursor: string | undefined): CoverageGroupKey | undefined {
  const keys = readCursor(cursor, ([rank, sortName, id, ...more]) => isShare(rank) && isName(sortName) && isId(id) && more.length === 0);
  return keys && { rank: Number(keys[0]), sortName: String(keys[1]), id: String(keys[2]) };
}

/** A share, or -1 where there is none. */
const isShare = (value: unknown): boolean => value === -1 || (typeof value === 'number' && value >= 0 && value <= 1);

/** The database takes no zero bytes. */
const isName = (value: unknown): boolean => typeof value === 'string' && !value.includes('\0');

const isId = (value: unknown): boolean => typeof value === 'string' && isUuid(value);
