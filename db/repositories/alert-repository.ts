import sql, { type Sql } from 'sql-template-tag';
import type { AlertFacts } from '../../domain/alert-facts.ts';
import type { AlertEnding, CommonCause, FaultCause, FaultState } from '../../domain/fault-terms.ts';
import type { Facet, FacetCause } from '../../domain/health-facet.ts';
import type { Queryable } from '../database.ts';

/** An unclosed fault, with all that an alert about it says or groups by. */
export interface AlertFaultRow {
  readonly id: string;
  readonly cameraId: string;
  readonly cameraName: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly recorderId: string | null;
  readonly address: string | null;
  readonly facet: Facet;
  readonly state: FaultState;
  readonly cause: FacetCause | null;
  readonly likelyCause: FaultCause;
  readonly failingFromMs: number;
  readonly noticedAtMs: number;
  readonly recovered: boolean;
  readonly flapCount: number;
}

const SELECT_FAULT = sql`SELECT f.id, c.id AS "cameraId", c.name AS "cameraName", c.site_id AS "siteId", st.name AS "siteName", f.organisation_id AS "organisationId",
    o.name AS "organisationName", f.unit_id AS "unitId", u.name AS "unitName", c.recorder_id AS "recorderId", src.canonical_url AS address, f.facet, f.state, f.cause,
    f.likely_cause AS "likelyCause", f.failing_from AS "failingFromMs", f.noticed_at AS "noticedAtMs", f.recovered_at IS NOT NULL AS recovered, f.flap_count AS "flapCount"
  FROM camera_fault f JOIN camera c ON c.id = f.camera_id JOIN site st ON st.id = c.site_id JOIN unit u ON u.id = f.unit_id JOIN organisation o ON o.id = f.organisation_id
    JOIN camera_source src ON src.camera_id = c.id`;

/** Faults that have no alert yet, of cameras that are not being mended; locked in the order of their ids. */
export async function lockWaitingFaults(tx: Queryable): Promise<AlertFaultRow[]> {
  return tx.rows(sql`${SELECT_FAULT} WHERE f.closed_at IS NULL AND f.alert_id IS NULL AND NOT c.maintenance ORDER BY f.id FOR UPDATE OF f`);
}

/** Unclosed faults of an alert. */
export async function listAlertFaults(db: Queryable, alertId: string): Promise<AlertFaultRow[]> {
  return db.rows(sql`${SELECT_FAULT} WHERE f.alert_id = ${alertId} AND f.closed_at IS NULL ORDER BY f.id`);
}

/** An alert that later faults may join. */
export interface OpenAlertRow {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: 'camera' | 'group';
  readonly commonCause: CommonCause | null;
  readonly unitName: string;
  readonly facts: AlertFacts;
  readonly openedAtMs: number;
}

/** Alerts of these organisations that are not over and whose trouble began after `openedAfterMs`. */
export async function listJoinableAlerts(tx: Queryable, organisationIds: readonly string[], openedAfterMs: number): Promise<OpenAlertRow[]> {
  return tx.rows(sql`SELECT a.id, a.organisation_id AS "organisationId", a.kind, a.common_cause AS "commonCause", u.name AS "unitName", a.facts, a.opened_at AS "openedAtMs"
    FROM alert a JOIN unit u ON u.id = a.unit_id
    WHERE a.ended_at IS NULL AND a.organisation_id = ANY(${organisationIds}::uuid[]) AND a.opened_at >= ${new Date(openedAfterMs)} ORDER BY a.id`);
}

const SCOPE_COLUMNS: Readonly<Record<Exclude<CommonCause, 'network'>, Sql>> = {
  recorder: sql`c.recorder_id`,
  site: sql`c.site_id`,
  unit: sql`c.unit_id`,
  organisation: sql`c.owner_id`,
};
const FACET_IS_WELL: Readonly<Record<Facet, Sql>> = {
  reachable: sql`s.reachable = 'up'`,
  picture: sql`s.picture = 'ok'`,
  recording: sql`s.recording = 'ok'`,
  clock: sql`s.clock = 'ok'`,
};
const IN_SERVICE = sql`c.retired_at IS NULL AND NOT c.maintenance AND NOT c.absent`;

/** How many of an organisation's cameras are well in that facet, by scope; scopes without any are missing. */
export async function countWell(
  db: Queryable,
  { organisationId, facet, cause, scopeIds }: { organisationId: string; facet: Facet; cause: Exclude<CommonCause, 'network'>; scopeIds: readonly string[] },
): Promise<{ scopeId: string; count: number }[]> {
  const scope = SCOPE_COLUMNS[cause];
  return db.rows(sql`SELECT ${scope} AS "scopeId", count(*) FROM camera c JOIN camera_state s ON s.camera_id = c.id
    WHERE c.owner_id = ${organisationId} AND ${scope} = ANY(${scopeIds}::uuid[]) AND ${IN_SERVICE} AND ${FACET_IS_WELL[facet]} GROUP BY 1`);
}

/** Addresses of an organisation's cameras that are well in that facet. */
export async function listWellAddresses(db: Queryable, { organisationId, facet }: { organisationId: string; facet: Facet }): Promise<string[]> {
  const rows = await db.rows<{ address: string }>(sql`SELECT src.canonical_url AS address FROM camera c JOIN camera_state s ON s.camera_id = c.id
      JOIN camera_source src ON src.camera_id = c.id
    WHERE c.owner_id = ${organisationId} AND src.canonical_url IS NOT NULL AND ${IN_SERVICE} AND ${FACET_IS_WELL[facet]}`);
  return rows.map(({ address }) => address);
}

/** The smallest unit that has all of these within it; undefined when none has. */
export async function smallestCommonUnit(db: Queryable, unitIds: readonly string[]): Promise<{ id: string; name: string } | undefined> {
  return db.maybeRow(sql`SELECT u.id, u.name FROM unit_closure uc JOIN unit u ON u.id = uc.ancestor_id WHERE uc.descendant_id = ANY(${unitIds}::uuid[])
    GROUP BY u.id, u.name HAVING count(*) = ${new Set(unitIds).size}
    ORDER BY (SELECT count(*) FROM unit_closure d WHERE d.ancestor_id = u.id), u.id LIMIT 1`);
}

/** An alert to be raised for faults. */
export interface NewAlert {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: 'camera' | 'group';
  readonly commonCause: CommonCause | null;
  readonly unitId: string;
  readonly facts: AlertFacts;
  readonly openedAtMs: number;
}

export async function insertAlerts(tx: Queryable, alerts: readonly NewAlert[]): Promise<void> {
  if (alerts.length === 0) return;
  const rows = alerts.map(({ openedAtMs, ...alert }) => ({ ...alert, openedAt: new Date(openedAtMs).toISOString() }));
  await tx.run(sql`INSERT INTO alert (id, organisation_id, kind, common_cause, unit_id, facts, opened_at)
    SELECT id, "organisationId", kind, "commonCause", "unitId", facts, "openedAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x (id uuid, "organisationId" uuid, kind text, "commonCause" text, "unitId" uuid, facts jsonb, "openedAt" timestamptz)`);
}

/** Gives faults their alert and what it makes of their cause. The faults are locked already. */
export async function attachFaults(
  tx: Queryable,
  faults: readonly { readonly id: string; readonly alertId: string; readonly likelyCause: FaultCause }[],
): Promise<void> {
  if (faults.length === 0) return;
  await tx.run(sql`UPDATE camera_fault f SET alert_id = x."alertId", likely_cause = x."likelyCause"
    FROM jsonb_to_recordset(${JSON.stringify(faults)}::jsonb) AS x (id uuid, "alertId" uuid, "likelyCause" text) WHERE f.id = x.id`);
}

export async function updateAlertFacts(tx: Queryable, alertId: string, facts: AlertFacts): Promise<void> {
  await tx.run(sql`UPDATE alert SET facts = ${JSON.stringify(facts)}::jsonb WHERE id = ${alertId}`);
}

/** An alert of which faults were closed. */
export interface EndingAlertRow {
  readonly id: string;
  readonly kind: 'camera' | 'group';
  readonly openedAtMs: number;
  readonly total: number;
  readonly unclosed: number;
  /** When the last of the closed ones was good again, or was withdrawn. */
  readonly lastEndMs: number;
  /** By the closed ones: `verified` when one of them was. */
  readonly endedBecause: AlertEnding;
  readonly cameraIds: readonly string[];
}

/** Alerts that are not over although some of their faults are closed. */
export async function listEndingAlerts(tx: Queryable): Promise<EndingAlertRow[]> {
  return tx.rows(sql`SELECT a.id, a.kind, a.opened_at AS "openedAtMs", count(*) AS total, count(*) FILTER (WHERE f.closed_at IS NULL) AS unclosed,
      max(CASE f.outcome WHEN 'verified' THEN f.recovered_at WHEN 'withdrawn' THEN f.closed_at END) AS "lastEndMs",
      CASE WHEN bool_or(f.outcome = 'verified') THEN 'verified' WHEN bool_or(f.outcome = 'withdrawn' AND c.absent) THEN 'absence' ELSE 'withdrawn' END AS "endedBecause", array_agg(DISTINCT f.camera_id) AS "cameraIds"
    FROM alert a JOIN camera_fault f ON f.alert_id = a.id JOIN camera c ON c.id = f.camera_id
    WHERE a.ended_at IS NULL AND EXISTS (SELECT 1 FROM camera_fault e WHERE e.alert_id = a.id AND e.closed_at IS NOT NULL)
    GROUP BY a.id ORDER BY a.id`);
}

/** Ends alerts; what is still unclosed waits for another. */
export async function endAlertsAt(
  tx: Queryable,
  endings: readonly { readonly id: string; readonly endedAtMs: number; readonly endedBecause: AlertEnding }[],
): Promise<void> {
  if (endings.length === 0) return;
  const rows = endings.map(({ id, endedAtMs, endedBecause }) => ({ id, endedBecause, endedAt: new Date(endedAtMs).toISOString() }));
  await tx.run(sql`UPDATE camera_fault SET alert_id = NULL WHERE alert_id = ANY(${endings.map(({ id }) => id)}::uuid[]) AND closed_at IS NULL`);
  await tx.run(sql`UPDATE alert a SET ended_at = greatest(a.opened_at, x."endedAt"), ended_because = x."endedBecause" FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x (id uuid, "endedAt" timestamptz, "endedBecause" text)
    WHERE a.id = x.id AND a.ended_at IS NULL`);
}

const LOCK_KEY = 4_021_107;

/** One worker at a time raises alerts: a lock that ends with the transaction. */
export async function lockAlerts(tx: Queryable): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${LOCK_KEY})`);
}
