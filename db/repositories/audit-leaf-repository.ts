import sql from 'sql-template-tag';
import { isAppError } from '../../domain/app-error.ts';
import type { Database, Queryable } from '../database.ts';
import { named } from '../prepared-statement.ts';
import { STORED_EVENT_COLUMNS, type StoredEvent } from './audit-stored-event.ts';

/** An event that has no place in the log yet. */
export interface PendingEvent extends StoredEvent {
  readonly id: number;
  /** Pairs of a camera and its owner, for those of `cameraIds` that are cameras. */
  readonly owned: readonly (readonly [cameraId: string, ownerId: string])[];
}

/** A leaf to store. */
export interface NewLeaf {
  readonly seq: number;
  readonly eventId: number;
  readonly atMs: number;
  readonly input: Uint8Array;
  readonly hash: Uint8Array;
  readonly actorIdSalt: Uint8Array | null;
  readonly actorUsernameSalt: Uint8Array | null;
  readonly detailSalt: Uint8Array | null;
}

/** By what a leaf is looked for. */
export interface NewIndexRow {
  readonly kind: 'owner' | 'camera' | 'incident' | 'actor';
  readonly key: string;
  readonly atMs: number;
  readonly seq: number;
  readonly ownerId: string | null;
}

/** One sequencer at a time, until the transaction ends. `audit_erase_person` takes the same lock. Appending takes none. */
const LOCK_KEY = 7_203_450;

const LOCK_NOT_AVAILABLE = '55P03';

/** Waits until no other sequencer is at work, in the order in which they came, for `withinMs` at most. Returns whether that was enough; when not, the transaction is good for nothing more. */
export async function lockLog(tx: Queryable, withinMs: number): Promise<boolean> {
  // 0 would be no limit
  const limit = `${Math.max(1, Math.ceil(withinMs))}ms`;
  try {
    await tx.run(
      named(
        'audit_lock',
        sql`SELECT set_config('lock_timeout', ${limit}, true), pg_advisory_xact_lock(${LOCK_KEY}), set_config('lock_timeout', s.before, true)
        FROM (SELECT current_setting('lock_timeout') AS before OFFSET 0) s`,
      ),
    );
    return true;
  } catch (error) {
    if (isAppError(error) && error.details['sqlState'] === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}

/** The newest event that waits for its place; null when none does. */
export async function newestPending(db: Queryable): Promise<number | null> {
  const { newest } = await db.row<{ newest: number | null }>(named('audit_newest_pending', sql`SELECT max(event_id) AS newest FROM audit_pending`));
  return newest;
}

/** How many leaves the log has. */
export async function readLogSize(db: Queryable): Promise<number> {
  const { size } = await db.row<{ size: number }>(named('audit_size', sql`SELECT coalesce(max(seq) + 1, 0) AS size FROM audit_leaf`));
  return size;
}

/** The oldest waiting events up to `upTo`, with the owners of their cameras. */
export async function takePending(tx: Queryable, upTo: number, limit: number): Promise<PendingEvent[]> {
  return tx.rows(
    named(
      'audit_take_pending',
      sql`SELECT e.id, floor(extract(epoch FROM e.at) * 1000)::bigint AS "atMs", ${STORED_EVENT_COLUMNS},
        (SELECT coalesce(json_agg(json_build_array(c.id, c.owner_id)), '[]') FROM camera c WHERE c.id = ANY(e.camera_ids)) AS owned
      FROM (SELECT event_id FROM audit_pending WHERE event_id <= ${upTo} ORDER BY event_id LIMIT ${limit}) p
      JOIN audit_event e ON e.id = p.event_id ORDER BY e.id`,
    ),
  );
}

/** They have their place now. */
export async function dropPending(tx: Queryable, eventIds: readonly number[]): Promise<void> {
  await tx.run(named('audit_drop_pending', sql`DELETE FROM audit_pending WHERE event_id = ANY(${eventIds}::bigint[])`));
}

/** Clears away what {@link dropPending} leaves behind, where nobody else does: the embedded database has no autovacuum, and the queue is looked at every second. */
export async function tidyPending(db: Database): Promise<void> {
  if (db.embedded) await db.run(sql`VACUUM audit_pending`);
}

/** Stores leaves, in one statement. */
export async function insertLeaves(tx: Queryable, leaves: readonly NewLeaf[]): Promise<void> {
  const of = <T>(take: (leaf: NewLeaf) => T): T[] => leaves.map(take);
  await tx.run(
    named(
      'audit_insert_leaves',
      sql`INSERT INTO audit_leaf (seq, event_id, at_ms, leaf_input, leaf_hash, actor_id_salt, actor_username_salt, detail_salt)
      SELECT * FROM unnest(${of(({ seq }) => seq)}::bigint[], ${of(({ eventId }) => eventId)}::bigint[], ${of(({ atMs }) => atMs)}::bigint[],
        ${of(({ input }) => input)}::bytea[], ${of(({ hash }) => hash)}::bytea[], ${of(({ actorIdSalt }) => actorIdSalt)}::bytea[],
        ${of(({ actorUsernameSalt }) => actorUsernameSalt)}::bytea[], ${of(({ detailSalt }) => detailSalt)}::bytea[])`,
    ),
  );
}

/** Stores by what they are looked for, in one statement. */
export async function insertIndexRows(tx: Queryable, rows: readonly NewIndexRow[]): Promise<void> {
  if (rows.length === 0) return;
  const of = <T>(take: (row: NewIndexRow) => T): T[] => rows.map(take);
  await tx.run(
    named(
      'audit_insert_index',
      sql`INSERT INTO audit_index (kind, key, at_ms, seq, owner_id)
      SELECT * FROM unnest(${of(({ kind }) => kind)}::text[], ${of(({ key }) => key)}::uuid[], ${of(({ atMs }) => atMs)}::bigint[],
        ${of(({ seq }) => seq)}::bigint[], ${of(({ ownerId }) => ownerId)}::uuid[])`,
    ),
  );
}
