import sql, { empty, type Sql } from 'sql-template-tag';
import type { MaskOutline } from '../../domain/privacy-mask.ts';
import type { Queryable } from '../database.ts';

/** A mask with what people did with it. */
export interface MaskRow {
  readonly id: string;
  readonly cameraId: string;
  readonly placementId: string;
  /** The placement holds now. */
  readonly isOfView: boolean;
  readonly outline: MaskOutline;
  readonly reason: string;
  /** The mask that this one was drawn to take the place of. */
  readonly replaces: string | null;
  readonly createdAtMs: number;
  readonly createdBy: string | null;
  readonly liftRequestedAtMs: number | null;
  readonly liftRequestedById: string | null;
  readonly liftRequestedBy: string | null;
  readonly liftReason: string | null;
  /** Until when it is to be lifted; null: for good, or not asked for. */
  readonly liftUntilMs: number | null;
  /** It hides what lies below it. */
  readonly holds: boolean;
  /** Somebody may agree to its lifting. */
  readonly liftWaits: boolean;
  readonly liftedAtMs: number | null;
  readonly liftedBy: string | null;
  readonly liftAgreedReason: string | null;
}

const selectMasks = (
  nowMs: number,
): Sql => sql`SELECT m.id, m.camera_id AS "cameraId", m.placement_id AS "placementId", p.valid @> now() AS "isOfView", m.outline, m.reason, m.replaces, m.created_at AS "createdAtMs", c.username AS "createdBy",
    m.lift_requested_at AS "liftRequestedAtMs", m.lift_requested_by AS "liftRequestedById", q.username AS "liftRequestedBy", m.lift_reason AS "liftReason", m.lift_until AS "liftUntilMs", mask_holds(m, ${new Date(nowMs)}) AS holds, mask_lift_waits(m, ${new Date(nowMs)}) AS "liftWaits", m.lifted_at AS "liftedAtMs", l.username AS "liftedBy", m.lift_agreed_reason AS "liftAgreedReason"
  FROM privacy_mask m JOIN camera_placement p ON p.id = m.placement_id LEFT JOIN app_user c ON c.id = m.created_by LEFT JOIN app_user q ON q.id = m.lift_requested_by LEFT JOIN app_user l ON l.id = m.lifted_by`;

/** A new mask, on where the camera points at `atMs`; false when it hangs nowhere then. */
export async function insertMask(
  tx: Queryable,
  mask: {
    readonly id: string;
    readonly cameraId: string;
    readonly outline: MaskOutline;
    readonly reason: string;
    readonly replaces?: string | undefined;
    readonly createdBy: string;
    readonly atMs: number;
  },
): Promise<boolean> {
  const at = new Date(mask.atMs);
  return (
    (await tx.run(sql`INSERT INTO privacy_mask (id, camera_id, placement_id, outline, reason, replaces, created_by, created_at)
      SELECT ${mask.id}, ${mask.cameraId}, p.id, ${JSON.stringify(mask.outline)}::jsonb, ${mask.reason}, ${mask.replaces ?? null}::uuid, ${mask.createdBy}, ${at}
      FROM camera_placement p WHERE p.camera_id = ${mask.cameraId} AND p.valid @> ${at}::timestamptz`)) === 1
  );
}

/** How many masks of a camera hold, or will again. Locks its row: two that are drawn at once are both counted. */
export async function countLiveMasks(tx: Queryable, cameraId: string): Promise<number> {
  await tx.run(sql`SELECT 1 FROM camera WHERE id = ${cameraId} FOR NO KEY UPDATE`);
  return (
    await tx.row<{ n: number }>(sql`SELECT count(*) AS n FROM privacy_mask WHERE camera_id = ${cameraId} AND (lifted_at IS NULL OR lift_until IS NOT NULL)`)
  ).n;
}

/** A mask of a camera. Errors: `not_found`. */
export async function findMask(db: Queryable, cameraId: string, id: string, nowMs: number): Promise<MaskRow> {
  return db.row(sql`${selectMasks(nowMs)} WHERE m.id = ${id} AND m.camera_id = ${cameraId}`);
}

/** The same, locked until the transaction ends, and the camera before it: whoever draws a mask in its place takes them in this order too. */
export async function lockMask(tx: Queryable, cameraId: string, id: string, nowMs: number): Promise<MaskRow> {
  await tx.run(sql`SELECT 1 FROM camera WHERE id = ${cameraId} FOR NO KEY UPDATE`);
  await tx.run(sql`SELECT 1 FROM privacy_mask WHERE id = ${id} AND camera_id = ${cameraId} FOR UPDATE`);
  return findMask(tx, cameraId, id, nowMs);
}

/** Masks of a camera, lifted ones too, newest first. */
export async function listMasks(
  db: Queryable,
  cameraId: string,
  page: { readonly nowMs: number; readonly limit: number; readonly beforeId?: string | undefined },
): Promise<MaskRow[]> {
  const before = page.beforeId === undefined ? empty : sql`AND m.id < ${page.beforeId}`;
  return db.rows(sql`${selectMasks(page.nowMs)} WHERE m.camera_id = ${cameraId} ${before} ORDER BY m.id DESC LIMIT ${page.limit}`);
}

/** Whether another mask was drawn in its place. */
export async function isReplaced(db: Queryable, { id, cameraId }: Pick<MaskRow, 'id' | 'cameraId'>): Promise<boolean> {
  return (await db.rows(sql`SELECT 1 FROM privacy_mask WHERE camera_id = ${cameraId} AND replaces = ${id} LIMIT 1`)).length > 0;
}

/** What of a camera's view is hidden in every copy of its footage, of whatever time: a mask that could be escaped by entering another placement would be lifted by one person. */
export async function listLiveOutlines(db: Queryable, cameraId: string, nowMs: number): Promise<MaskOutline[]> {
  const rows = await db.rows<{ outline: MaskOutline }>(
    sql`SELECT outline FROM privacy_mask m WHERE m.camera_id = ${cameraId} AND mask_holds(m, ${new Date(nowMs)}) ORDER BY m.id`,
  );
  return rows.map(({ outline }) => outline);
}

/** What somebody asks for a mask. */
interface LiftRequest {
  readonly by: string;
  readonly reason: string;
  readonly atMs: number;
  /** Null: for good. */
  readonly untilMs: number | null;
}

/** Notes that somebody wants a mask lifted; asked for again, the later one counts. A lifting whose time is over goes among the past ones. */
export async function requestLift(tx: Queryable, { id, liftedAtMs }: Pick<MaskRow, 'id' | 'liftedAtMs'>, lift: LiftRequest): Promise<void> {
  const anew = liftedAtMs === null ? empty : sql`, lifted_by = NULL, lifted_at = NULL, lift_agreed_reason = NULL`;
  await tx.run(
    sql`UPDATE privacy_mask SET lift_requested_by = ${lift.by}, lift_requested_at = ${new Date(lift.atMs)}, lift_reason = ${lift.reason},
      lift_until = ${lift.untilMs === null ? null : new Date(lift.untilMs)} ${anew} WHERE id = ${id}`,
  );
}

/** Lifts a mask; the database asks for another person than who requested it. */
export async function liftMask(tx: Queryable, id: string, lift: { readonly by: string; readonly reason: string; readonly atMs: number }): Promise<void> {
  await tx.run(sql`UPDATE privacy_mask SET lifted_by = ${lift.by}, lifted_at = ${new Date(lift.atMs)}, lift_agreed_reason = ${lift.reason} WHERE id = ${id}`);
}
