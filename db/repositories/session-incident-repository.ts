import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import { named } from '../prepared-statement.ts';
import { incidentReachColumns, type IncidentReach } from './access-repository.ts';
import { SESSION_COLUMNS, SESSION_TABLES, sessionIsGood, sessionOf, type LiveSession, type SessionKey } from './account-repository.ts';

/** A session and how an incident lies to its user. */
export interface SessionAtIncident {
  readonly session: LiveSession;
  /** Undefined when there is no such incident. */
  readonly reached: IncidentReach | undefined;
}

type FlatRow = LiveSession & { [K in keyof IncidentReach]: IncidentReach[K] | null };

/** `findSession` and `incidentReach` in one statement; undefined when the session isn't good. */
export async function findSessionAtIncident(db: Queryable, key: SessionKey, incidentId: string): Promise<SessionAtIncident | undefined> {
  const caller = { organisationId: sql`a."organisationId"`, unitIds: sql`a."unitIds"` };
  const row = await db.maybeRow<FlatRow>(
    named(
      'session_at_incident',
      sql`SELECT a.*, r.* FROM (SELECT ${SESSION_COLUMNS} FROM ${SESSION_TABLES} WHERE ${sessionIsGood(key)} OFFSET 0) a
    LEFT JOIN LATERAL (SELECT ${incidentReachColumns(caller)} FROM incident i WHERE i.id = ${incidentId}) r ON true`,
    ),
  );
  if (row === undefined) return undefined;
  const { id, incidentId: ofIncident, own, inUnits, category, fromMs, toMs, lon, lat, uncertaintyM, enteredBy } = row;
  const reached = { id, incidentId: ofIncident, own, inUnits, category, fromMs, toMs, lon, lat, uncertaintyM, enteredBy };
  return { session: sessionOf(row), reached: id === null ? undefined : (reached as IncidentReach) };
}
