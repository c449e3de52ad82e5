import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { LonLat } from '../../domain/geojson.ts';
import type { ApprovalKind, IncidentCategory, IncidentOutcome, LinkVerdict } from '../../domain/incident-terms.ts';
import { NEARBY_LIMITS } from '../../domain/nearby-rule.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import { named } from '../prepared-statement.ts';
import { VIETNAM_TODAY } from '../vietnam-today.ts';

/** An incident as it is stored. */
export interface IncidentRow {
  readonly id: string;
  readonly referenceNumber: string;
  readonly category: IncidentCategory;
  readonly fromMs: number;
  readonly toMs: number;
  readonly lon: number;
  readonly lat: number;
  readonly uncertaintyM: number;
  readonly summary: string;
  readonly unitId: string | null;
  readonly unitName: string | null;
  readonly outcome: IncidentOutcome;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly reportedAtMs: number;
  readonly recordedAtMs: number;
  /** Null when a bell entered it. */
  readonly enteredBy: string | null;
  readonly enteredByUsername: string | null;
  readonly alarmPointId: string | null;
  readonly alarmPointName: string | null;
  readonly enteredFor: string;
  /** It is or was a disorderly gathering. */
  readonly wasGathering: boolean;
  /** It is none, and one lies near it in place and time. */
  readonly nearGathering: boolean;
  /** Counts the changes of place, time and category. */
  readonly extentRevision: number;
  /** The incident that this one is a report of. */
  readonly mergedInto: IncidentReference | null;
  /** Reports of the same incident that were merged into this one, oldest first. */
  readonly mergedFrom: readonly IncidentReference[];
}

/** An incident as another one points to it. */
export interface IncidentReference {
  readonly id: string;
  readonly referenceNumber: string;
}

const SELECT_INCIDENT = sql`SELECT i.id, i.reference_number AS "referenceNumber", i.category, lower(i.occurred) AS "fromMs", upper(i.occurred) AS "toMs",
    ST_X(i.location) AS lon, ST_Y(i.location) AS lat, i.uncertainty_m AS "uncertaintyM", i.summary, i.unit_id AS "unitId", u.name AS "unitName", i.outcome, i.warnings,
    i.reported_at AS "reportedAtMs", i.recorded_at AS "recordedAtMs", i.entered_by AS "enteredBy", a.username AS "enteredByUsername", i.entered_for AS "enteredFor",
    i.was_gathering AS "wasGathering", NOT i.was_gathering AND near_gathering(i.location, i.uncertainty_m, i.occurred) AS "nearGathering", i.extent_revision AS "extentRevision",
    (SELECT json_build_object('id', t.id, 'referenceNumber', t.reference_number) FROM incident_merge m JOIN incident t ON t.id = m.into_incident_id
      WHERE m.incident_id = i.id AND m.undone_at IS NULL) AS "mergedInto",
    coalesce((SELECT json_agg(json_build_object('id', t.id, 'referenceNumber', t.reference_number) ORDER BY t.id) FROM incident_merge m JOIN incident t ON t.id = m.incident_id
      WHERE m.into_incident_id = i.id AND m.undone_at IS NULL), '[]') AS "mergedFrom",
    i.alarm_point_id AS "alarmPointId", ap.name AS "alarmPointName"
  FROM incident i LEFT JOIN app_user a ON a.id = i.entered_by LEFT JOIN alarm_point ap ON ap.id = i.alarm_point_id LEFT JOIN unit u ON u.id = i.unit_id`;

export async function findIncident(db: Queryable, id: string): Promise<IncidentRow> {
  return db.row(named('incident_find', sql`${SELECT_INCIDENT} WHERE i.id = ${id}`));
}

/** The incident, locked until the transaction ends. */
export async function lockIncident(db: Queryable, id: string): Promise<IncidentRow> {
  await db.run(sql`SELECT 1 FROM incident WHERE id = ${id} FOR UPDATE`);
  return findIncident(db, id);
}

export interface IncidentFilter {
  readonly scope: 'own' | 'units' | 'any';
  readonly organisationId: string;
  readonly unitIds: readonly string[];
  readonly unitId?: string | undefined;
  readonly category?: string | undefined;
  readonly outcome?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

function reachCondition({ scope, organisationId, unitIds }: IncidentFilter): Sql {
  if (scope === 'any') return sql`true`;
  const own = sql`i.entered_for = ${organisationId}`;
  if (scope === 'own') return own;
  const below = sql`SELECT uc.descendant_id FROM unit_closure uc WHERE uc.ancestor_id = ANY(${unitIds}::uuid[])`;
  // outside every unit: as in `incidentReach`
  const outside = sql`i.unit_id IS NULL AND i.entered_for IN (SELECT ou.organisation_id FROM organisation_unit ou WHERE ou.unit_id IN (${below}))`;
  return sql`(${own} OR i.unit_id IN (${below}) OR (${outside}))`;
}

/** Condition on `incident i`: within reach, and in the filter's unit or below it when one is given. */
export function incidentsWithin(filter: Omit<IncidentFilter, 'category' | 'outcome' | 'fromMs' | 'toMs'>): Sql {
  const { unitId } = filter;
  const within = reachCondition(filter);
  return unitId === undefined ? within : sql`${within} AND i.unit_id IN (SELECT uc.descendant_id FROM unit_closure uc WHERE uc.ancestor_id = ${unitId})`;
}

/** Incidents within reach, newest entry first. */
export async function listIncidents(db: Queryable, filter: IncidentFilter, page: { limit: number; beforeId?: string | undefined }): Promise<IncidentRow[]> {
  const { category, outcome, fromMs, toMs } = filter;
  const conditions = [
    incidentsWithin(filter),
    ...(category === undefined ? [] : [sql`i.category = ${category}`]),
    ...(outcome === undefined ? [] : [sql`i.outcome = ${outcome}`]),
    ...(fromMs === undefined && toMs === undefined
      ? []
      : [sql`i.occurred && tstzrange(${fromMs === undefined ? null : new Date(fromMs)}, ${toMs === undefined ? null : new Date(toMs)})`]),
    ...(page.beforeId === undefined ? [] : [sql`i.id < ${page.beforeId}`]),
  ];
  return db.rows(sql`${SELECT_INCIDENT} WHERE ${join(conditions, ' AND ')} ORDER BY i.id DESC LIMIT ${page.limit}`);
}

/**
 * Incidents within reach that may be reports of the same one: near in place and time by {@link NEARBY_LIMITS}, not merged already, newest first. On the indexes of place and time; the rule
 * of `domain/nearby-rule.ts` in SQL.
 */
export async function listNearbyIncidents(
  db: Queryable,
  incident: IncidentRow,
  reach: IncidentFilter,
  page: { limit: number; beforeId?: string | undefined },
): Promise<IncidentRow[]> {
  const { gapM, mostUncertaintyM, gapMs } = NEARBY_LIMITS;
  const place = point([incident.lon, incident.lat]);
  const ownM = gapM + Math.min(incident.uncertaintyM, mostUncertaintyM);
  return db.rows(sql`${SELECT_INCIDENT} WHERE i.location && ST_Expand(${place}, ${(ownM + mostUncertaintyM) / 55_000})
      AND i.occurred && ${range({ fromMs: incident.fromMs - gapMs, toMs: incident.toMs + gapMs })}
      AND ST_DistanceSphere(i.location, ${place}) <= ${ownM}::float8 + least(i.uncertainty_m, ${mostUncertaintyM})
      AND i.id <> ${incident.id} AND NOT EXISTS (SELECT 1 FROM incident_merge m WHERE m.incident_id = i.id AND m.undone_at IS NULL)
      AND ${reachCondition(reach)} ${page.beforeId === undefined ? empty : sql`AND i.id < ${page.beforeId}`}
    ORDER BY i.id DESC LIMIT ${page.limit}`);
}

/** The next reference number of a year, `VV-2026-000123`. The row stays locked until the transaction ends: numbers follow the order of entry. */
export async function nextReferenceNumber(db: Queryable, year: number): Promise<string> {
  const { number } = await db.row<{ number: number }>(sql`INSERT INTO incident_series (year, last_number) VALUES (${year}, 1)
    ON CONFLICT (year) DO UPDATE SET last_number = incident_series.last_number + 1 RETURNING last_number AS number`);
  return `VV-${year}-${String(number).padStart(6, '0')}`;
}

/** What is stored of an incident besides what the database adds. */
export interface IncidentValues {
  readonly category: IncidentCategory;
  readonly occurred: TimeInterval;
  readonly location: LonLat;
  readonly uncertaintyM: number;
  readonly summary: string;
  readonly unitId: string | null;
  readonly outcome: IncidentOutcome;
  readonly warnings: readonly { code: string; message: string }[];
  readonly reportedAtMs: number;
}

function range({ fromMs, toMs }: TimeInterval): Sql {
  return sql`tstzrange(${new Date(fromMs)}, ${new Date(toMs)})`;
}

function point([lon, lat]: LonLat): Sql {
  return sql`ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326)`;
}

export async function insertIncident(
  db: Queryable,
  incident: IncidentValues & { id: string; referenceNumber: string; enteredFor: string; recordedAtMs: number } & (
      { enteredBy: string; alarmPointId?: never } | { enteredBy: null; alarmPointId: string }
    ),
): Promise<void> {
  await db.run(sql`INSERT INTO incident (id, reference_number, category, occurred, location, uncertainty_m, summary, unit_id, outcome, warnings, reported_at, recorded_at, entered_by, alarm_point_id, entered_for)
    VALUES (${incident.id}, ${incident.referenceNumber}, ${incident.category}, ${range(incident.occurred)}, ${point(incident.location)}, ${incident.uncertaintyM}, ${incident.summary},
      ${incident.unitId}, ${incident.outcome}, ${JSON.stringify(incident.warnings)}::jsonb, ${new Date(incident.reportedAtMs)}, ${new Date(incident.recordedAtMs)}, ${incident.enteredBy}, ${incident.alarmPointId ?? null}, ${incident.enteredFor})`);
}

/** Changes an incident. Who changed its place, time or category is remembered: that person doesn't approve it. */
export async function updateIncident(
  db: Queryable,
  { id, extentRevision }: Pick<IncidentRow, 'id' | 'extentRevision'>,
  values: IncidentValues,
  changedBy: string,
): Promise<void> {
  await db.run(sql`UPDATE incident SET category = ${values.category}, occurred = ${range(values.occurred)}, location = ${point(values.location)}, uncertainty_m = ${values.uncertaintyM},
    summary = ${values.summary}, unit_id = ${values.unitId}, outcome = ${values.outcome}, warnings = ${JSON.stringify(values.warnings)}::jsonb, reported_at = ${new Date(values.reportedAtMs)},
    updated_at = now() WHERE id = ${id}`);
  await db.run(sql`INSERT INTO incident_extent_change (incident_id, revision, changed_by) SELECT id, extent_revision, ${changedBy} FROM incident
    WHERE id = ${id} AND extent_revision > ${extentRevision}`);
}

/** Who entered an incident, and who changed its place, time or category since its last approval of this kind: none of them is the second person. */
export async function listExtentAuthors(db: Queryable, incidentId: string, kind: ApprovalKind): Promise<string[]> {
  const rows = await db.rows<{ userId: string }>(sql`SELECT user_id AS "userId" FROM incident_extent_authors(${incidentId}::uuid, ${kind})`);
  return rows.map((row) => row.userId);
}

/** Whether what is or ever was a disorderly gathering lies near a place and time: the condition `near_gathering`, within 250 m and 30 minutes. */
export async function isNearGathering(
  db: Queryable,
  { occurred, location, uncertaintyM }: Pick<IncidentValues, 'occurred' | 'location' | 'uncertaintyM'>,
): Promise<boolean> {
  const { near } = await db.row<{ near: boolean }>(sql`SELECT near_gathering(${point(location)}, ${uncertaintyM}::float8, ${range(occurred)}) AS near`);
  return near;
}

/** The smallest unit of today that covers a point, and whether the caller answers for it. */
export async function unitAt(
  db: Queryable,
  [lon, lat]: LonLat,
  unitIds: readonly string[],
): Promise<{ readonly id: string; readonly inReach: boolean } | undefined> {
  return db.maybeRow(sql`SELECT u.id, EXISTS (SELECT 1 FROM unit_closure uc WHERE uc.descendant_id = u.id AND uc.ancestor_id = ANY(${unitIds}::uuid[])) AS "inReach"
    FROM unit u WHERE ST_Covers(u.boundary, ${point([lon, lat])}) AND u.valid @> ${VIETNAM_TODAY}
    ORDER BY ST_Area(u.boundary), u.id LIMIT 1`);
}

/** An approval with the extent that was approved. */
export interface ApprovalRow {
  readonly id: string;
  readonly incidentId: string;
  readonly kind: ApprovalKind;
  readonly reason: string;
  readonly category: IncidentCategory;
  readonly fromMs: number;
  readonly toMs: number;
  readonly lon: number;
  readonly lat: number;
  readonly uncertaintyM: number;
  readonly approvedBy: string;
  readonly approvedByUsername: string;
  readonly approvedAtMs: number;
}

export async function listApprovals(db: Queryable, incidentIds: readonly string[], kind?: ApprovalKind): Promise<ApprovalRow[]> {
  return db.rows(sql`SELECT p.id, p.incident_id AS "incidentId", p.kind, p.reason, p.category, lower(p.occurred) AS "fromMs", upper(p.occurred) AS "toMs", ST_X(p.location) AS lon, ST_Y(p.location) AS lat,
      p.uncertainty_m AS "uncertaintyM", p.approved_by AS "approvedBy", a.username AS "approvedByUsername", p.approved_at AS "approvedAtMs"
    FROM incident_approval p JOIN app_user a ON a.id = p.approved_by WHERE p.incident_id = ANY(${incidentIds}::uuid[]) ${kind === undefined ? empty : sql`AND p.kind = ${kind}`} ORDER BY p.id`);
}

/** Approves the incident as it stands now: its extent is copied. */
export async function insertApproval(
  db: Queryable,
  approval: { id: string; incidentId: string; kind: ApprovalKind; reason: string; approvedBy: string; atMs: number },
): Promise<void> {
  await db.run(sql`INSERT INTO incident_approval (id, incident_id, kind, reason, occurred, location, uncertainty_m, category, approved_by, approved_at)
    SELECT ${approval.id}, id, ${approval.kind}, ${approval.reason}, occurred, location, uncertainty_m, category, ${approval.approvedBy}, ${new Date(approval.atMs)} FROM incident WHERE id = ${approval.incidentId}`);
}

export interface LinkRow {
  readonly id: string;
  readonly cameraId: string;
  readonly cameraName: string;
  readonly verdict: LinkVerdict;
  readonly note: string;
  readonly decidedBy: string;
  readonly decidedByUsername: string;
  readonly decidedAtMs: number;
}

const SELECT_LINK = sql`SELECT l.id, l.camera_id AS "cameraId", c.name AS "cameraName", l.verdict, l.note, l.decided_by AS "decidedBy", a.username AS "decidedByUsername", l.decided_at AS "decidedAtMs"
  FROM incident_link l JOIN camera c ON c.id = l.camera_id JOIN app_user a ON a.id = l.decided_by`;

/** All verdicts on an incident's cameras, newest first; of two on the same camera the newer counts. */
export async function listLinks(db: Queryable, incidentId: string, page: { limit: number; beforeId?: string | undefined }): Promise<LinkRow[]> {
  const after = page.beforeId === undefined ? empty : sql`AND l.id < ${page.beforeId}`;
  return db.rows(sql`${SELECT_LINK} WHERE l.incident_id = ${incidentId} ${after} ORDER BY l.id DESC LIMIT ${page.limit}`);
}

export async function insertLink(
  db: Queryable,
  link: { id: string; incidentId: string; cameraId: string; verdict: LinkVerdict; note: string; decidedBy: string; atMs: number },
): Promise<LinkRow> {
  await db.run(sql`INSERT INTO incident_link (id, incident_id, camera_id, verdict, note, decided_by, decided_at)
    VALUES (${link.id}, ${link.incidentId}, ${link.cameraId}, ${link.verdict}, ${link.note}, ${link.decidedBy}, ${new Date(link.atMs)})`);
  return db.row(sql`${SELECT_LINK} WHERE l.id = ${link.id}`);
}

/** The categories in force on a day. */
export async function listCategories(db: Queryable): Promise<{ code: string; nameVi: string; nameEn: string }[]> {
  return db.rows(sql`SELECT code, name_vi AS "nameVi", name_en AS "nameEn" FROM incident_category WHERE valid @> ${VIETNAM_TODAY} ORDER BY code`);
}
