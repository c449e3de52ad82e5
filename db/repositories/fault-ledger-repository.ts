import sql, { type Sql } from 'sql-template-tag';
import type { FaultStanding } from '../../domain/fault-move.ts';
import type { CommonCause, FaultCause, FaultOutcome, FaultState } from '../../domain/fault-terms.ts';
import type { Facet, FacetCause, FacetState } from '../../domain/health-facet.ts';
import type { Queryable } from '../database.ts';

/** A facet of a camera that is faulty or has an unclosed entry. */
export interface StandingRow extends Omit<FaultStanding, 'entry'> {
  readonly cameraId: string;
  readonly cause: FacetCause | null;
  readonly entry: (FaultValues & { readonly id: string; readonly openedAtMs: number; readonly commonCause: CommonCause | null }) | null;
}

/** What of an entry changes while it is unclosed. */
export interface FaultValues {
  readonly state: FaultState;
  readonly likelyCause: FaultCause;
  readonly cause: FacetCause | null;
  readonly failingFromMs: number;
  readonly noticedAtMs: number;
  readonly recoveredAtMs: number | null;
  readonly closedAtMs: number | null;
  readonly outcome: FaultOutcome | null;
  readonly flapCount: number;
}

/** Condition: the state of the facet is a fault. Literals, since a partial index is matched by them. */
const faulty = (facet: Sql, state: Sql): Sql =>
  sql`(${state} IN ('down', 'covered', 'blurred', 'dark', 'moved', 'frozen', 'gap', 'off') AND (${state} <> 'off' OR ${facet} = 'clock'))`;
/** The same for any facet of `camera_state s`, as index `camera_state_faulty_idx` has it. */
const ANY_FAULTY = sql`(s.reachable = 'down' OR s.picture IN ('covered', 'blurred', 'dark', 'moved', 'frozen') OR s.recording = 'gap' OR s.clock = 'off')`;
const FACET_STATE = sql`(CASE f.facet WHEN 'reachable' THEN s.reachable WHEN 'picture' THEN s.picture WHEN 'recording' THEN s.recording ELSE s.clock END)`;
const UNEXPECTED = sql`(c.retired_at IS NOT NULL OR c.absent OR c.purpose IS NULL OR NOT EXISTS (SELECT 1 FROM camera_notice n WHERE n.camera_id = c.id))`;
const openInterval = (alias: Sql, facet: Sql): Sql =>
  sql`LEFT JOIN camera_state_interval ${alias} ON ${alias}.camera_id = c.id AND ${alias}.facet = ${facet} AND upper_inf(${alias}.during)`;

interface FlatStanding extends Omit<StandingRow, 'entry'>, Omit<FaultValues, 'state' | 'cause'> {
  readonly faultId: string | null;
  readonly faultState: FaultState;
  readonly faultCause: FacetCause | null;
  readonly openedAtMs: number;
  readonly commonCause: CommonCause | null;
}

function toStanding(row: FlatStanding): StandingRow {
  const { cameraId, facet, state, sinceMs, reachableSinceMs, maintenance, unexpected, cause, faultId, faultState, faultCause, ...values } = row;
  const entry = faultId === null ? null : { ...values, id: faultId, state: faultState, cause: faultCause };
  return { cameraId, facet, state, sinceMs, reachableSinceMs, maintenance, unexpected, cause, entry };
}

/** Locks the unclosed entries of cameras in the order of their ids, so that several writers never wait for each other in a circle. */
export async function lockUnclosedFaults(tx: Queryable, cameraIds: readonly string[]): Promise<void> {
  await tx.rows(sql`SELECT 1 FROM camera_fault WHERE camera_id = ANY(${cameraIds}::uuid[]) AND closed_at IS NULL ORDER BY id FOR UPDATE`);
}

/** What may have to be written into the ledger of these cameras. Lock their health and their entries first. */
export async function readStandings(tx: Queryable, cameraIds: readonly string[]): Promise<StandingRow[]> {
  const rows = await tx.rows<FlatStanding>(sql`SELECT c.id AS "cameraId", x.facet, x.state, lower(i.during) AS "sinceMs", i.cause,
      CASE WHEN s.reachable = 'up' THEN coalesce(lower(r.during), '-infinity') END AS "reachableSinceMs", c.maintenance, ${UNEXPECTED} AS unexpected,
      f.id AS "faultId", f.state AS "faultState", f.cause AS "faultCause", f.likely_cause AS "likelyCause", f.opened_at AS "openedAtMs", f.failing_from AS "failingFromMs",
      f.noticed_at AS "noticedAtMs", f.recovered_at AS "recoveredAtMs", NULL AS "closedAtMs", NULL AS outcome, f.flap_count AS "flapCount", a.common_cause AS "commonCause"
    FROM camera c JOIN camera_state s ON s.camera_id = c.id
    CROSS JOIN LATERAL (VALUES ('reachable', s.reachable), ('picture', s.picture), ('recording', s.recording), ('clock', s.clock)) x (facet, state)
    LEFT JOIN camera_fault f ON f.camera_id = c.id AND f.facet = x.facet AND f.closed_at IS NULL
    LEFT JOIN alert a ON a.id = f.alert_id
    ${openInterval(sql`i`, sql`x.facet`)} ${openInterval(sql`r`, sql`'reachable'`)}
    WHERE c.id = ANY(${cameraIds}::uuid[]) AND (f.id IS NOT NULL OR ${faulty(sql`x.facet`, sql`x.state`)})
    ORDER BY c.id, x.facet`);
  return rows.map(toStanding);
}

/** Where an entry that is to be opened comes from. */
export interface FaultOrigin {
  readonly cameraId: string;
  readonly facet: Facet;
  /** The first faulty stretch after the last good one, or the end of the last absence if that was later; null without history. */
  readonly beganAtMs: number | null;
  /** Relapses of the entry that was closed last, if that is not long ago; null otherwise. */
  readonly lastFlapCount: number | null;
}

/** Looks up when troubles began. `closedAfterMs`: how long a closed entry is remembered. */
export async function readOrigins(
  tx: Queryable,
  opening: readonly { readonly cameraId: string; readonly facet: Facet }[],
  { nowMs, closedAfterMs }: { readonly nowMs: number; readonly closedAfterMs: number },
): Promise<FaultOrigin[]> {
  const isFaulty = faulty(sql`h.facet`, sql`h.state`);
  const own = sql`h.camera_id = x."cameraId" AND h.facet = x.facet`;
  const lastGood = sql`(SELECT max(upper(h.during)) FROM camera_state_interval h WHERE ${own} AND h.state <> 'unknown' AND NOT ${isFaulty} AND NOT upper_inf(h.during))`;
  return tx.rows(sql`SELECT x."cameraId", x.facet,
      greatest((SELECT min(lower(h.during)) FROM camera_state_interval h WHERE ${own} AND ${isFaulty} AND lower(h.during) >= coalesce(${lastGood}, '-infinity')),
        (SELECT max(upper(b.during)) FROM camera_absence b WHERE b.camera_id = x."cameraId" AND upper(b.during) <= ${new Date(nowMs)})) AS "beganAtMs",
      (SELECT p.flap_count FROM camera_fault p WHERE p.camera_id = x."cameraId" AND p.facet = x.facet AND p.outcome = 'verified' AND p.closed_at > ${new Date(closedAfterMs)}
        ORDER BY p.id DESC LIMIT 1) AS "lastFlapCount"
    FROM jsonb_to_recordset(${JSON.stringify(opening)}::jsonb) AS x ("cameraId" uuid, facet text)`);
}

/** An entry to be opened. */
export interface NewFault extends FaultValues {
  readonly id: string;
  readonly cameraId: string;
  readonly facet: Facet;
  readonly openedAtMs: number;
}

const instant = (epochMs: number | null): string | null => (epochMs === null ? null : new Date(epochMs).toISOString());
const VALUE_COLUMNS = sql`state text, "likelyCause" text, cause jsonb, "failingFrom" timestamptz, "noticedAt" timestamptz, "recoveredAt" timestamptz, "closedAt" timestamptz, outcome text, "flapCount" integer`;
const toColumns = ({ failingFromMs, noticedAtMs, recoveredAtMs, closedAtMs, ...rest }: FaultValues) => ({
  ...rest,
  failingFrom: instant(failingFromMs),
  noticedAt: instant(noticedAtMs),
  recoveredAt: instant(recoveredAtMs),
  closedAt: instant(closedAtMs),
});

/** Opens entries; a facet that has an unclosed one already keeps that. */
export async function insertFaults(tx: Queryable, faults: readonly NewFault[]): Promise<void> {
  if (faults.length === 0) return;
  const rows = faults.map(({ openedAtMs, ...fault }) => ({ ...fault, ...toColumns(fault), openedAt: instant(openedAtMs) }));
  await tx.run(sql`INSERT INTO camera_fault (id, camera_id, organisation_id, unit_id, facet, state, likely_cause, cause, opened_at, failing_from, noticed_at, flap_count)
    SELECT x.id, c.id, c.owner_id, c.unit_id, x.facet, x.state, x."likelyCause", x.cause, x."openedAt", x."failingFrom", x."noticedAt", x."flapCount"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x (id uuid, "cameraId" uuid, facet text, "openedAt" timestamptz, ${VALUE_COLUMNS})
    JOIN camera c ON c.id = x."cameraId" ORDER BY x.id
    ON CONFLICT (camera_id, facet) WHERE closed_at IS NULL DO NOTHING`);
}

/** Changes entries, which are locked already. */
export async function updateFaults(tx: Queryable, changes: readonly (FaultValues & { readonly id: string })[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((change) => ({ id: change.id, ...toColumns(change) }));
  await tx.run(sql`UPDATE camera_fault f SET state = x.state, likely_cause = x."likelyCause", cause = x.cause, failing_from = x."failingFrom", noticed_at = x."noticedAt",
      recovered_at = x."recoveredAt", closed_at = x."closedAt", outcome = x.outcome, flap_count = x."flapCount"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x (id uuid, ${VALUE_COLUMNS}) WHERE f.id = x.id AND f.closed_at IS NULL`);
}

const lacksEntry = (facet: string): Sql =>
  sql`NOT EXISTS (SELECT 1 FROM camera_fault f WHERE f.camera_id = s.camera_id AND f.facet = ${facet} AND f.closed_at IS NULL)`;

/** Cameras whose state and ledger disagree, by id after `afterId`. */
export async function listDisagreeing(db: Queryable, { afterId, limit }: { readonly afterId: string | null; readonly limit: number }): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`SELECT id FROM (
      SELECT s.camera_id AS id FROM camera_state s JOIN camera c ON c.id = s.camera_id
      WHERE ${ANY_FAULTY} AND NOT c.maintenance AND NOT ${UNEXPECTED} AND (
        (s.reachable = 'down' AND ${lacksEntry('reachable')}) OR (s.picture NOT IN ('unknown', 'ok') AND ${lacksEntry('picture')})
        OR (s.recording = 'gap' AND s.reachable = 'up' AND ${lacksEntry('recording')}) OR (s.clock = 'off' AND ${lacksEntry('clock')}))
      UNION
      SELECT f.camera_id FROM camera_fault f JOIN camera_state s ON s.camera_id = f.camera_id JOIN camera c ON c.id = f.camera_id
      WHERE f.closed_at IS NULL AND (${UNEXPECTED} OR (f.recovered_at IS NULL AND ${FACET_STATE} NOT IN ('unknown', f.state))
        OR (f.recovered_at IS NOT NULL AND ${faulty(sql`f.facet`, FACET_STATE)}))
    ) disagreeing WHERE ${afterId}::uuid IS NULL OR id > ${afterId}::uuid ORDER BY id LIMIT ${limit}`);
  return rows.map(({ id }) => id);
}

/** An entry whose facet is good again. */
export interface SettlingRow {
  readonly id: string;
  readonly cameraId: string;
  readonly facet: Facet;
  readonly state: FacetState;
  readonly flapCount: number;
  readonly recoveredAtMs: number;
  readonly seenAtMs: number | null;
}

/** Entries that recovered before `recoveredBeforeMs`, by id after `afterId`. */
export async function listSettling(
  db: Queryable,
  { recoveredBeforeMs, afterId, limit }: { readonly recoveredBeforeMs: number; readonly afterId: string | null; readonly limit: number },
): Promise<SettlingRow[]> {
  return db.rows(sql`SELECT f.id, f.camera_id AS "cameraId", f.facet, ${FACET_STATE} AS state, f.flap_count AS "flapCount", f.recovered_at AS "recoveredAtMs",
      (s.memory -> 'facets' -> f.facet ->> 'seenAtMs')::float8 AS "seenAtMs"
    FROM camera_fault f JOIN camera_state s ON s.camera_id = f.camera_id
    WHERE f.closed_at IS NULL AND f.recovered_at IS NOT NULL AND f.recovered_at <= ${new Date(recoveredBeforeMs)} AND (${afterId}::uuid IS NULL OR f.id > ${afterId}::uuid)
    ORDER BY f.id LIMIT ${limit}`);
}

/** Closes entries as verified, unless they failed again meanwhile; returns the cameras whose entries were closed. Lock the entries first. */
export async function closeVerified(tx: Queryable, settled: readonly SettlingRow[], nowMs: number): Promise<string[]> {
  const rows = settled.map(({ id, recoveredAtMs, seenAtMs }) => ({ id, recoveredAt: instant(recoveredAtMs), verifiedAt: instant(seenAtMs) }));
  const closed = await tx.rows<{
    cameraId: string;
  }>(sql`UPDATE camera_fault f SET closed_at = ${new Date(nowMs)}, outcome = 'verified', verified_at = x."verifiedAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x (id uuid, "recoveredAt" timestamptz, "verifiedAt" timestamptz)
    WHERE f.id = x.id AND f.closed_at IS NULL AND f.recovered_at = x."recoveredAt" RETURNING f.camera_id AS "cameraId"`);
  return closed.map(({ cameraId }) => cameraId);
}
