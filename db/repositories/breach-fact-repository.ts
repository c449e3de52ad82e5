import sql, { empty, type Sql } from 'sql-template-tag';
import type { Role } from '../../domain/role.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';

/** Somebody whose account was open at some time of the period, with role, organisation and units as they are now. */
export interface AccountFact {
  readonly id: string;
  readonly username: string;
  readonly role: Role;
  readonly organisationName: string;
  readonly unitNames: string;
  readonly createdAtMs: number;
  readonly disabledAtMs: number | null;
}

/** Footage that somebody could open in the period because a request was approved, or in an emergency. */
export interface AccessFact {
  readonly id: string;
  readonly username: string;
  readonly role: Role;
  readonly organisationName: string;
  readonly incidentId: string;
  readonly referenceNumber: string;
  readonly cameraId: string;
  /** The seconds that it opened, true time. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly accessFromMs: number;
  /** Its end, or when it was revoked before. */
  readonly accessUntilMs: number;
  readonly emergency: boolean;
}

interface Page {
  readonly afterId: string | undefined;
  readonly limit: number;
}

function after(column: Sql, { afterId }: Page): Sql {
  return afterId === undefined ? empty : sql`AND ${column} > ${afterId}`;
}

/** Accounts in the order of their ids. */
export async function listAccountFacts(db: Queryable, { fromMs, toMs }: TimeInterval, page: Page): Promise<AccountFact[]> {
  return db.rows(sql`SELECT a.id, a.username, a.role, o.name AS "organisationName", a.created_at AS "createdAtMs", a.disabled_at AS "disabledAtMs",
      coalesce((SELECT string_agg(u.name, ', ' ORDER BY u.name) FROM organisation_unit ou JOIN unit u ON u.id = ou.unit_id WHERE ou.organisation_id = o.id), '') AS "unitNames"
    FROM app_user a JOIN organisation o ON o.id = a.organisation_id
    WHERE a.created_at < ${new Date(toMs)} AND (a.disabled_at IS NULL OR a.disabled_at > ${new Date(fromMs)}) ${after(sql`a.id`, page)} ORDER BY a.id LIMIT ${page.limit}`);
}

/** Approved requests in the order of their ids. */
export async function listAccessFacts(db: Queryable, { fromMs, toMs }: TimeInterval, page: Page): Promise<AccessFact[]> {
  const until = sql`least(r.access_until, r.ended_at)`;
  return db.rows(sql`SELECT r.id, a.username, a.role, o.name AS "organisationName", r.incident_id AS "incidentId", i.reference_number AS "referenceNumber", r.camera_id AS "cameraId", lower(r.during) AS "fromMs", upper(r.during) AS "toMs",
      r.access_from AS "accessFromMs", ${until} AS "accessUntilMs", r.emergency
    FROM footage_request r JOIN app_user a ON a.id = r.requested_by JOIN organisation o ON o.id = r.requested_for JOIN incident i ON i.id = r.incident_id
    WHERE r.access_until IS NOT NULL AND r.access_from < ${new Date(toMs)} AND ${until} > ${new Date(fromMs)} ${after(sql`r.id`, page)} ORDER BY r.id LIMIT ${page.limit}`);
}
