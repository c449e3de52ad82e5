import sql, { join } from 'sql-template-tag';
import type { PackageContents } from '../../domain/evidence/package-contents.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import type { Queryable } from '../database.ts';
import { publishEvent } from '../live-events.ts';
import { incidentInUnits, type Caller, type Reach } from './access-repository.ts';

/** An evidence package as it is stored. */
export interface EvidencePackageRow {
  readonly id: string;
  readonly incidentId: string;
  readonly referenceNumber: string;
  readonly orderedBy: string;
  readonly orderedByUsername: string;
  readonly orderedByName: string;
  readonly orderedFor: string;
  readonly orderedForName: string;
  readonly orderedAtMs: number;
  readonly state: 'waiting' | 'ready' | 'failed' | 'dropped';
  /** While a worker builds it. */
  readonly workerUntilMs: number | null;
  readonly workId: string | null;
  readonly attempts: number;
  /** 0 to 1, by bytes. */
  readonly progress: number;
  /** What it failed with or, while it waits, what for. */
  readonly errorCode: string | null;
  readonly sha256: Buffer | null;
  readonly byteLength: number | null;
  readonly fileCount: number | null;
  readonly contents: PackageContents | null;
  readonly keyFingerprint: string | null;
  readonly blobKey: string | null;
  readonly finishedAtMs: number | null;
  /** Sealed, and its timestamp is still to come. */
  readonly stampAwaited: boolean;
  readonly stampedAtMs: number | null;
  readonly stampAuthority: string | null;
  readonly stampInFile: boolean | null;
  readonly stampErrorCode: string | null;
  readonly requestIds: readonly string[];
  readonly cameraIds: readonly string[];
}

const REQUESTS = sql`FROM evidence_package_request pr JOIN footage_request r ON r.id = pr.request_id WHERE pr.package_id = p.id`;
const SELECT_PACKAGE = sql`SELECT p.id, p.incident_id AS "incidentId", i.reference_number AS "referenceNumber", p.ordered_by AS "orderedBy", u.username AS "orderedByUsername", u.display_name AS "orderedByName",
    p.ordered_for AS "orderedFor", o.name AS "orderedForName", p.ordered_at AS "orderedAtMs", p.state, p.worker_until AS "workerUntilMs", p.work_id AS "workId", p.attempts, p.progress,
    p.error_code AS "errorCode", p.sha256, p.byte_length AS "byteLength", p.file_count AS "fileCount", p.contents, p.key_fingerprint AS "keyFingerprint", p.blob_key AS "blobKey", p.finished_at AS "finishedAtMs",
    t.reply IS NULL AND t.package_id IS NOT NULL AS "stampAwaited", t.stamped_at AS "stampedAtMs", t.authority AS "stampAuthority", t.in_file AS "stampInFile", t.error_code AS "stampErrorCode",
    ARRAY(SELECT pr.request_id ${REQUESTS} ORDER BY pr.request_id) AS "requestIds", ARRAY(SELECT DISTINCT r.camera_id ${REQUESTS} ORDER BY r.camera_id) AS "cameraIds"
  FROM evidence_package p JOIN incident i ON i.id = p.incident_id JOIN app_user u ON u.id = p.ordered_by JOIN organisation o ON o.id = p.ordered_for
    LEFT JOIN evidence_package_timestamp t ON t.package_id = p.id`;

export async function findPackage(db: Queryable, id: string): Promise<EvidencePackageRow | undefined> {
  return db.maybeRow(sql`${SELECT_PACKAGE} WHERE p.id = ${id}`);
}

/** Which packages are wanted. */
export interface PackageFilter extends Caller {
  readonly scope: Scope;
  readonly incidentId?: string | undefined;
}

/** Packages whose incident is within reach, newest first. */
export async function listPackages(
  db: Queryable,
  filter: PackageFilter,
  page: { limit: number; beforeId?: string | undefined },
): Promise<EvidencePackageRow[]> {
  const { scope, incidentId, organisationId } = filter;
  const reach = scope === 'any' ? sql`true` : scope === 'own' ? sql`p.ordered_for = ${organisationId}` : incidentInUnits(filter);
  const conditions = [
    reach,
    ...(incidentId === undefined ? [] : [sql`p.incident_id = ${incidentId}`]),
    ...(page.beforeId === undefined ? [] : [sql`p.id < ${page.beforeId}`]),
  ];
  return db.rows(sql`${SELECT_PACKAGE} WHERE ${join(conditions, ' AND ')} ORDER BY p.id DESC LIMIT ${page.limit}`);
}

/** What is stored of a new package. */
export interface NewPackage {
  readonly id: string;
  readonly incidentId: string;
  readonly orderedBy: string;
  readonly orderedFor: string;
  readonly atMs: number;
  readonly requests: readonly { readonly requestId: string; readonly fromMs: number; readonly toMs: number }[];
}

/** Errors: `value_refused` (`evidence_package_needs_open_request`). */
export async function insertPackage(tx: Queryable, order: NewPackage): Promise<void> {
  await tx.run(sql`INSERT INTO evidence_package (id, incident_id, ordered_by, ordered_for, ordered_at, state)
    VALUES (${order.id}, ${order.incidentId}, ${order.orderedBy}, ${order.orderedFor}, ${new Date(order.atMs)}, 'waiting')`);
  for (const { requestId, fromMs, toMs } of order.requests)
    await tx.run(
      sql`INSERT INTO evidence_package_request (package_id, request_id, during) VALUES (${order.id}, ${requestId}, tstzrange(${new Date(fromMs)}, ${new Date(toMs)}))`,
    );
}

/** How many packages of a person wait or are being built. Their next order waits until this transaction ends, so that two can't count the same. */
export async function countWaitingPackages(tx: Queryable, userId: string): Promise<number> {
  await tx.run(sql`SELECT 1 FROM app_user WHERE id = ${userId} FOR NO KEY UPDATE`);
  return (await tx.row<{ n: number }>(sql`SELECT count(*) AS n FROM evidence_package WHERE state = 'waiting' AND ordered_by = ${userId}`)).n;
}

/** Takes a package that waits and that nobody builds just now; `workId` is where its file grows from now on. Undefined when there is none such. */
export async function claimPackage(
  db: Queryable,
  id: string,
  claim: { workId: string; nowMs: number; untilMs: number },
): Promise<EvidencePackageRow | undefined> {
  const count =
    await db.run(sql`UPDATE evidence_package SET worker_until = ${new Date(claim.untilMs)}, work_id = ${claim.workId}, attempts = attempts + 1, progress = 0
    WHERE id = ${id} AND state = 'waiting' AND (worker_until IS NULL OR worker_until <= ${new Date(claim.nowMs)})`);
  return count === 1 ? findPackage(db, id) : undefined;
}

/** Still builds it until then, and how far it came; false when it was given back, is another worker's by now, or not wanted any more. */
export async function holdPackage(db: Queryable, id: string, workId: string, held: { untilMs: number; progress: number }): Promise<boolean> {
  return (
    (await db.run(sql`UPDATE evidence_package SET worker_until = ${new Date(held.untilMs)}, progress = ${held.progress}
      WHERE id = ${id} AND work_id = ${workId} AND state = 'waiting' AND worker_until IS NOT NULL`)) === 1
  );
}

/** How a claimed package is given back. */
export interface PackageRelease {
  /** False: nothing of the package kept it from being built. */
  readonly counts: boolean;
  /** What it waits for, told to people until it is there; null: nothing that they would have to know. */
  readonly waitsFor: 'disk_full' | null;
}

/** Gives a claimed package back. */
export async function releasePackage(db: Queryable, id: string, workId: string, { counts, waitsFor }: PackageRelease): Promise<void> {
  await db.run(
    sql`UPDATE evidence_package SET worker_until = NULL, progress = 0, attempts = attempts - ${counts ? 0 : 1}::int, error_code = ${waitsFor} WHERE id = ${id} AND work_id = ${workId} AND state = 'waiting'`,
  );
}

/** What was built. */
export interface SealedFile {
  readonly sha256: Buffer;
  readonly byteLength: number;
  readonly fileCount: number;
  readonly contents: PackageContents;
  readonly keyFingerprint: string;
  readonly blobKey: string;
  readonly atMs: number;
}

/** Writes down that a package is there; false when it is not wanted any more, or another worker's. */
export async function finishPackage(tx: Queryable, id: string, workId: string, sealed: SealedFile): Promise<boolean> {
  const count =
    await tx.run(sql`UPDATE evidence_package p SET state = 'ready', sha256 = ${sealed.sha256}, byte_length = ${sealed.byteLength}, file_count = ${sealed.fileCount}, contents = ${JSON.stringify(sealed.contents)}::jsonb,
      key_fingerprint = ${sealed.keyFingerprint}, blob_key = ${sealed.blobKey}, error_code = NULL, worker_until = NULL, progress = 1, finished_at = ${new Date(sealed.atMs)}
    WHERE p.id = ${id} AND p.work_id = ${workId} AND p.state = 'waiting' AND package_opens(p.id, ${new Date(sealed.atMs)})`);
  return count === 1;
}

/** A package and the work at it; whose work was taken over by another worker changes nothing of it any more. */
export type PackageWork = Pick<EvidencePackageRow, 'id' | 'workId'>;

/** Gives a package up, with the code of what kept it from being built, and tells who waits for it; false when it is another worker's by now, or not wanted any more. */
export async function failPackage(db: Queryable, { id, workId }: PackageWork, errorCode: string, atMs: number): Promise<boolean> {
  const failed = await db.maybeRow<{
    orderedFor: string;
  }>(sql`UPDATE evidence_package SET state = 'failed', error_code = ${errorCode}, worker_until = NULL, finished_at = ${new Date(atMs)}
      WHERE id = ${id} AND work_id IS NOT DISTINCT FROM ${workId}::uuid AND state = 'waiting' RETURNING ordered_for AS "orderedFor"`);
  if (failed === undefined) return false;
  await publishEvent(db, { topic: 'jobs', type: 'updated', data: { jobId: id, organisationId: failed.orderedFor, state: 'failed' } });
  return true;
}

/** No camera of these changes its masks until this transaction ends. */
export async function shareCameras(tx: Queryable, cameraIds: readonly string[]): Promise<void> {
  await tx.run(sql`SELECT 1 FROM camera WHERE id = ANY(${cameraIds}::uuid[]) ORDER BY id FOR SHARE`);
}

/** Packages that were ordered before `beforeMs` and that nobody builds: their job was lost, or their worker died. */
export async function listForsakenPackages(db: Queryable, beforeMs: number, nowMs: number, limit: number): Promise<(PackageWork & { attempts: number })[]> {
  return db.rows(sql`SELECT id, work_id AS "workId", attempts FROM evidence_package WHERE state = 'waiting' AND ordered_at <= ${new Date(beforeMs)} AND (worker_until IS NULL OR worker_until <= ${new Date(nowMs)})
    ORDER BY ordered_at LIMIT ${limit}`);
}

/** Drops the files of up to `limit` packages that nobody may open any more, since access is over. Returns which. */
export async function dropClosedPackages(tx: Queryable, nowMs: number, limit: number): Promise<{ id: string; incidentId: string }[]> {
  return tx.rows(sql`UPDATE evidence_package SET state = 'dropped', blob_key = NULL, worker_until = NULL, finished_at = coalesce(finished_at, ${new Date(nowMs)}) WHERE id IN (
      SELECT p.id FROM evidence_package p WHERE p.state IN ('waiting', 'ready') AND NOT package_opens(p.id, ${new Date(nowMs)}) LIMIT ${limit} FOR UPDATE OF p SKIP LOCKED)
    RETURNING id, incident_id AS "incidentId"`);
}

/** A package that is being sent to a session. */
export interface SentPackage {
  readonly sessionId: string;
  readonly packageId: string;
}

/**
 * Those that may still be sent: the session lasts, its person ordered the package and is still of that organisation and in a role that opens packages, all its requests open, and their grants are that session's: one that another
 * session took over ends here, as it does for what is watched.
 */
export async function liveSendings(db: Queryable, sent: readonly SentPackage[], nowMs: number): Promise<ReadonlySet<SentPackage>> {
  if (sent.length === 0) return new Set();
  // one by one and not joined to a list of them: only so each package is found by its key
  const asked = sent.map(
    ({ sessionId, packageId }, index) =>
      sql`SELECT ${index}::integer AS index FROM packages_open_in(${sessionId}::uuid, ${new Date(nowMs)}::timestamptz) p WHERE p.id = ${packageId}::uuid`,
  );
  const rows = await db.rows<{ index: number }>(join(asked, ' UNION ALL '));
  return new Set(rows.map(({ index }) => sent[index]!));
}

/** Reach of a package through its incident. */
export async function packageReach(db: Queryable, id: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT p.id, i.id AS "incidentId", p.ordered_for = ${caller.organisationId} AS own, ${incidentInUnits(caller)} AS "inUnits"
    FROM evidence_package p JOIN incident i ON i.id = p.incident_id WHERE p.id = ${id}`);
}

/** The same as a job of who ordered it. */
export async function packageJobReach(db: Queryable, id: string, userId: string): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT p.id, p.ordered_by = ${userId} AS own, false AS "inUnits" FROM evidence_package p WHERE p.id = ${id}`);
}

/** Of these, the work files of packages whose builder holds no claim any more. */
export async function listForsakenPackageWork(db: Queryable, workIds: readonly string[], nowMs: number): Promise<string[]> {
  const rows = await db.rows<{ workId: string }>(
    sql`SELECT work_id AS "workId" FROM evidence_package WHERE work_id = ANY(${workIds}::uuid[]) AND NOT (state = 'waiting' AND coalesce(worker_until > ${new Date(nowMs)}, false))`,
  );
  return rows.map(({ workId }) => workId);
}

/** Where the file of a package lies, for who ordered it, in the session that has the grants of all its requests and while they open; null for everybody else. Asked as the person. */
export async function findPackageBlob(own: Queryable, id: string, nowMs: number): Promise<string | null> {
  return (await own.row<{ blobKey: string | null }>(sql`SELECT wall_package_blob(${id}, ${new Date(nowMs)}) AS "blobKey"`)).blobKey;
}
