import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { AlertFacts, AlertMember } from '../../domain/alert-facts.ts';
import type { AlertEnding, CommonCause, FaultNoteKind, FaultOutcome } from '../../domain/fault-terms.ts';
import type { Facet, FacetCause } from '../../domain/health-facet.ts';
import type { Queryable } from '../database.ts';
import { PHOTO_COLUMNS, photoValues, type KeptPhoto } from './kept-photo.ts';

/** How far a caller sees. */
export interface FaultReach {
  readonly scope: 'own' | 'units' | 'any';
  readonly organisationId: string;
  readonly unitIds: readonly string[];
}

/** An entry of the repair ledger as the API shows it. */
export interface FaultRow {
  readonly id: string;
  readonly cameraId: string;
  readonly cameraName: string;
  readonly siteName: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly facet: Facet;
  readonly state: string;
  readonly likelyCause: string;
  readonly cause: FacetCause | null;
  readonly openedAtMs: number;
  readonly recoveredAtMs: number | null;
  readonly closedAtMs: number | null;
  readonly outcome: FaultOutcome | null;
  readonly verifiedAtMs: number | null;
  readonly flapCount: number;
  readonly alertId: string | null;
  readonly responsible: string | null;
  readonly noteCount: number;
}

const SELECT_FAULT = sql`SELECT f.id, f.camera_id AS "cameraId", c.name AS "cameraName", s.name AS "siteName", f.unit_id AS "unitId", u.name AS "unitName",
    f.organisation_id AS "organisationId", o.name AS "organisationName", f.facet, f.state, f.likely_cause AS "likelyCause", f.cause, f.opened_at AS "openedAtMs",
    f.recovered_at AS "recoveredAtMs", f.closed_at AS "closedAtMs", f.outcome, f.verified_at AS "verifiedAtMs", f.flap_count AS "flapCount", f.alert_id AS "alertId", f.responsible,
    (SELECT count(*) FROM camera_fault_note n WHERE n.fault_id = f.id) AS "noteCount"
  FROM camera_fault f JOIN camera c ON c.id = f.camera_id JOIN site s ON s.id = c.site_id JOIN unit u ON u.id = f.unit_id JOIN organisation o ON o.id = f.organisation_id`;

/** Condition on rows with `organisation_id` and `unit_id` that keeps to the caller's reach. */
function withinReach(alias: Sql, { scope, organisationId, unitIds }: FaultReach): Sql {
  if (scope === 'any') return sql`true`;
  if (scope === 'own') return sql`${alias}.organisation_id = ${organisationId}`;
  return sql`${alias}.unit_id IN (SELECT uc.descendant_id FROM unit_closure uc WHERE uc.ancestor_id = ANY(${unitIds}::uuid[]))`;
}

const withinUnit = (alias: Sql, unitId: string): Sql =>
  sql`${alias}.unit_id IN (SELECT uc.descendant_id FROM unit_closure uc WHERE uc.ancestor_id = ${unitId})`;

/** Which entries to list. */
export interface FaultFilter {
  readonly reach: FaultReach;
  readonly unitId?: string | undefined;
  readonly cameraId?: string | undefined;
  readonly facet?: Facet | undefined;
  readonly open?: boolean | undefined;
}

interface IdPage {
  readonly limit: number;
  readonly beforeId?: string | undefined;
}

/** Entries, those that were opened last first. */
export async function listFaults(db: Queryable, { reach, unitId, cameraId, facet, open }: FaultFilter, page: IdPage): Promise<FaultRow[]> {
  const conditions = [
    withinReach(sql`f`, reach),
    ...(unitId === undefined ? [] : [withinUnit(sql`f`, unitId)]),
    ...(cameraId === undefined ? [] : [sql`f.camera_id = ${cameraId}`]),
    ...(facet === undefined ? [] : [sql`f.facet = ${facet}`]),
    ...(open === undefined ? [] : [open ? sql`f.closed_at IS NULL` : sql`f.closed_at IS NOT NULL`]),
    ...(page.beforeId === undefined ? [] : [sql`f.id < ${page.beforeId}`]),
  ];
  return db.rows(sql`${SELECT_FAULT} WHERE ${join(conditions, ' AND ')} ORDER BY f.id DESC LIMIT ${page.limit}`);
}

export async function findFault(db: Queryable, id: string): Promise<FaultRow> {
  return db.row(sql`${SELECT_FAULT} WHERE f.id = ${id}`);
}

/** What somebody found or did. */
export interface FaultNoteRow {
  readonly id: string;
  readonly kind: FaultNoteKind;
  readonly text: string;
  readonly happenedAtMs: number;
  readonly recordedAtMs: number;
  readonly authorId: string;
  readonly authorUsername: string;
  readonly authorName: string;
  readonly photos: readonly { readonly id: string; readonly widthPx: number; readonly heightPx: number }[];
  /** Photographs that somebody took away again. */
  readonly removedPhotos: readonly { readonly atMs: number; readonly byId: string; readonly byUsername: string; readonly byName: string }[];
}

/** Notes of an entry, newest first. */
export async function listNotes(db: Queryable, faultId: string, limit: number): Promise<FaultNoteRow[]> {
  return db.rows(sql`SELECT n.id, n.kind, n.text, n.happened_at AS "happenedAtMs", n.recorded_at AS "recordedAtMs", n.author_id AS "authorId", a.username AS "authorUsername",
      a.display_name AS "authorName",
      (SELECT coalesce(json_agg(json_build_object('id', p.id, 'widthPx', p.width_px, 'heightPx', p.height_px) ORDER BY p.id), '[]')
        FROM camera_fault_photo p WHERE p.note_id = n.id AND p.removed_at IS NULL) AS photos,
      (SELECT coalesce(json_agg(json_build_object('atMs', floor(extract(epoch FROM p.removed_at) * 1000), 'byId', r.id, 'byUsername', r.username, 'byName', r.display_name)
          ORDER BY p.removed_at, p.id), '[]')
        FROM camera_fault_photo p JOIN app_user r ON r.id = p.removed_by WHERE p.note_id = n.id) AS "removedPhotos"
    FROM camera_fault_note n JOIN app_user a ON a.id = n.author_id WHERE n.fault_id = ${faultId} ORDER BY n.id DESC LIMIT ${limit}`);
}

export async function insertNote(
  db: Queryable,
  note: Pick<FaultNoteRow, 'id' | 'kind' | 'text' | 'happenedAtMs' | 'recordedAtMs' | 'authorId'> & { readonly faultId: string },
): Promise<void> {
  await db.run(sql`INSERT INTO camera_fault_note (id, fault_id, kind, text, happened_at, author_id, recorded_at)
    VALUES (${note.id}, ${note.faultId}, ${note.kind}, ${note.text}, ${new Date(note.happenedAtMs)}, ${note.authorId}, ${new Date(note.recordedAtMs)})`);
}

/** Keeps photographs beside a note's words, in their order. */
export async function insertNotePhotos(tx: Queryable, noteId: string, photos: readonly (KeptPhoto & { readonly id: string })[]): Promise<void> {
  for (const photo of photos) {
    await tx.run(sql`INSERT INTO camera_fault_photo (id, note_id, ${PHOTO_COLUMNS}) SELECT ${photo.id}::uuid, ${noteId}::uuid, ${photoValues(photo)}`);
  }
}

/** How many notes of an entry have photographs. */
export async function countPhotoNotes(db: Queryable, faultId: string): Promise<number> {
  const counted = sql`SELECT count(DISTINCT p.note_id) AS count FROM camera_fault_photo p JOIN camera_fault_note n ON n.id = p.note_id WHERE n.fault_id = ${faultId} AND p.removed_at IS NULL`;
  return (await db.row<{ count: number }>(counted)).count;
}

/** Photographs of an entry that nobody took away. */
const photoOf = (faultId: string, photoId: string): Sql => sql`p.id = ${photoId} AND n.id = p.note_id AND n.fault_id = ${faultId} AND p.removed_at IS NULL`;

/** A photograph (JPEG) of an entry. Errors: `not_found`. */
export async function readNotePhoto(db: Queryable, faultId: string, photoId: string): Promise<Buffer> {
  return (await db.row<{ jpeg: Buffer }>(sql`SELECT p.jpeg FROM camera_fault_photo p, camera_fault_note n WHERE ${photoOf(faultId, photoId)}`)).jpeg;
}

/** Takes a photograph of an entry away; what stays is that there was one, its hash, when it went and who did it. Errors: `not_found`. */
export async function removeNotePhoto(
  tx: Queryable,
  {
    faultId,
    photoId,
    removedBy,
    removedAtMs,
  }: { readonly faultId: string; readonly photoId: string; readonly removedBy: string; readonly removedAtMs: number },
): Promise<{ readonly noteId: string; readonly sha256: Buffer }> {
  return tx.row(sql`UPDATE camera_fault_photo p SET jpeg = NULL, removed_at = ${new Date(removedAtMs)}, removed_by = ${removedBy} FROM camera_fault_note n
    WHERE ${photoOf(faultId, photoId)} RETURNING p.note_id AS "noteId", p.sha256`);
}

/** Says who sees to it; null: the board as a whole. */
export async function setResponsible(db: Queryable, faultId: string, responsible: string | null): Promise<void> {
  await db.run(sql`UPDATE camera_fault SET responsible = ${responsible} WHERE id = ${faultId}`);
}

/** An alert as the API shows it. */
export interface AlertRow {
  readonly id: string;
  readonly kind: 'camera' | 'group';
  readonly commonCause: CommonCause | null;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly facts: AlertFacts;
  readonly openedAtMs: number;
  readonly endedAtMs: number | null;
  readonly endedBecause: AlertEnding | null;
}

const SELECT_ALERT = sql`SELECT a.id, a.kind, a.common_cause AS "commonCause", a.organisation_id AS "organisationId", o.name AS "organisationName", a.unit_id AS "unitId",
    u.name AS "unitName", a.facts, a.opened_at AS "openedAtMs", a.ended_at AS "endedAtMs", a.ended_because AS "endedBecause"
  FROM alert a JOIN organisation o ON o.id = a.organisation_id JOIN unit u ON u.id = a.unit_id`;

/** The alert and whether all of it is within reach. */
export async function findAlert(db: Queryable, id: string, reach: FaultReach): Promise<(AlertRow & { readonly inReach: boolean }) | undefined> {
  return db.maybeRow(sql`SELECT x.*, EXISTS (SELECT 1 FROM alert a WHERE a.id = ${id} AND ${withinReach(sql`a`, reach)}) AS "inReach"
    FROM (${SELECT_ALERT} WHERE a.id = ${id}) x`);
}

/** Faults of an alert, as far as they are within reach. */
export async function listAlertMembers(db: Queryable, alertId: string, reach: FaultReach): Promise<AlertMember[]> {
  return db.rows(sql`SELECT jsonb_build_object('id', c.id, 'name', c.name, 'siteName', s.name) AS camera, f.facet, f.state, f.likely_cause AS cause,
      f.failing_from AS "failingFromMs", u.name AS "unitName", o.name AS "organisationName"
    FROM camera_fault f JOIN camera c ON c.id = f.camera_id JOIN site s ON s.id = c.site_id JOIN unit u ON u.id = f.unit_id JOIN organisation o ON o.id = f.organisation_id
    WHERE f.alert_id = ${alertId} AND ${withinReach(sql`f`, reach)}`);
}

/** Alerts, those that were raised last first. */
export async function listAlerts(
  db: Queryable,
  { reach, unitId, open }: { readonly reach: FaultReach; readonly unitId?: string | undefined; readonly open?: boolean | undefined },
  page: IdPage,
): Promise<AlertRow[]> {
  const conditions = [
    withinReach(sql`a`, reach),
    ...(unitId === undefined ? [] : [withinUnit(sql`a`, unitId)]),
    ...(open === undefined ? [] : [open ? sql`a.ended_at IS NULL` : sql`a.ended_at IS NOT NULL`]),
  ];
  const after = page.beforeId === undefined ? empty : sql`AND a.id < ${page.beforeId}`;
  return db.rows(sql`${SELECT_ALERT} WHERE ${join(conditions, ' AND ')} ${after} ORDER BY a.id DESC LIMIT ${page.limit}`);
}
