import type { z } from 'zod';
import { toIso } from '../../domain/time-interval.ts';
import type { openSessionOut } from '../../domain/wire/session-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { listOpenSessions } from '../../db/repositories/session-repository.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';
import { SESSION_LIFE } from '../session-token.ts';

/** A page of the open sessions of `userId`, as `asker` sees them. */
export async function sessionPage(
  { db, clock }: ServerContext,
  asker: LiveSession,
  userId: string,
  query: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: z.output<typeof openSessionOut>[]; nextCursor: string | null }> {
  const life = { nowMs: clock.now(), idleMs: SESSION_LIFE.idleMs };
  const rows = await listOpenSessions(db, userId, life, { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) });
  const { items, nextCursor } = toPage(rows, query.limit, (row) => [row.id]);
  return {
    items: items.map(({ id, createdAtMs, lastSeenAtMs, expiresAtMs, address, device }) => ({
      id,
      createdAt: toIso(createdAtMs),
      lastSeenAt: toIso(lastSeenAtMs),
      expiresAt: toIso(expiresAtMs),
      address,
      device,
      current: id === asker.sessionId,
    })),
    nextCursor,
  };
}
