import sql, { empty } from 'sql-template-tag';
import { publishEvent } from '../live-events.ts';
import type { Queryable } from '../database.ts';
import { sessionIsOpen } from './account-repository.ts';
import { endPushOf } from './push-repository.ts';

/** Which of a user's sessions: this one, all but this one, or all. */
export interface SessionChoice {
  readonly userId: string;
  readonly onlyId?: string | undefined;
  readonly exceptId?: string | undefined;
}

/** Ends sessions that have not ended, and the pushes to their browsers; returns how many. Every server hears of it once the transaction commits, and closes their WebSockets. */
export async function endSessions(tx: Queryable, { userId, onlyId, exceptId }: SessionChoice, nowMs: number): Promise<number> {
  const only = onlyId === undefined ? empty : sql`AND s.id = ${onlyId}`;
  const except = exceptId === undefined ? empty : sql`AND s.id <> ${exceptId}`;
  const ended = await tx.run(
    sql`UPDATE session s SET revoked_at = ${new Date(nowMs)} WHERE s.user_id = ${userId} ${only} ${except} AND ${sessionIsOpen(nowMs)}`,
  );
  await endPushOf(tx, { userId, onlyId, exceptId }, nowMs);
  if (ended > 0) await publishEvent(tx, { topic: 'sessions', type: 'ended', data: { userId } });
  return ended;
}

/** Signs out everybody of an organisation; returns how many sessions that were. */
export async function endSessionsOfOrganisation(tx: Queryable, organisationId: string, nowMs: number): Promise<number> {
  const users = await tx.rows<{ id: string }>(sql`SELECT id FROM app_user WHERE organisation_id = ${organisationId} ORDER BY id`);
  let ended = 0;
  for (const { id } of users) ended += await endSessions(tx, { userId: id }, nowMs);
  return ended;
}

/** A session that is good, as its owner sees it. */
export interface OpenSessionRow {
  readonly id: string;
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
  readonly expiresAtMs: number;
  readonly address: string | null;
  readonly device: string | null;
}

/** A user's good sessions, the newest first, after `beforeId` when given. */
export async function listOpenSessions(
  db: Queryable,
  userId: string,
  { nowMs, idleMs }: { readonly nowMs: number; readonly idleMs: number },
  page: { readonly limit: number; readonly beforeId?: string | undefined },
): Promise<OpenSessionRow[]> {
  const after = page.beforeId === undefined ? empty : sql`AND s.id < ${page.beforeId}`;
  return db.rows(sql`SELECT s.id, s.created_at AS "createdAtMs", s.last_seen_at AS "lastSeenAtMs", s.expires_at AS "expiresAtMs", s.address, s.device
    FROM session s WHERE s.user_id = ${userId} AND ${sessionIsOpen(nowMs)} AND s.last_seen_at > ${new Date(nowMs - idleMs)} ${after}
    ORDER BY s.id DESC LIMIT ${page.limit}`);
}
