import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import type { NewIndexRow } from './audit-leaf-repository.ts';
import { STORED_EVENT_COLUMNS, type StoredEvent } from './audit-stored-event.ts';
import type { StoredTile } from './audit-tile-repository.ts';

type OrNothing<T> = { readonly [K in keyof T]: T[K] | null };

/** An entry as it is stored, beside its event as it is now; the event's columns are null when it is gone. */
export interface EntryRow extends OrNothing<StoredEvent> {
  readonly seq: number;
  readonly eventId: number;
  readonly foundId: number | null;
  readonly leafAtMs: number;
  readonly leafInput: Buffer;
  readonly leafHash: Buffer;
  readonly actorIdSalt: Buffer | null;
  readonly actorUsernameSalt: Buffer | null;
  readonly detailSalt: Buffer | null;
}

/** Entries after `afterSeq`, in order. */
export async function readEntries(db: Queryable, afterSeq: number, limit: number): Promise<EntryRow[]> {
  return db.rows(sql`SELECT l.seq, l.event_id AS "eventId", e.id AS "foundId", l.at_ms AS "leafAtMs", floor(extract(epoch FROM e.at) * 1000)::bigint AS "atMs", ${STORED_EVENT_COLUMNS},
      l.leaf_input AS "leafInput", l.leaf_hash AS "leafHash", l.actor_id_salt AS "actorIdSalt", l.actor_username_salt AS "actorUsernameSalt", l.detail_salt AS "detailSalt"
    FROM audit_leaf l LEFT JOIN audit_event e ON e.id = l.event_id WHERE l.seq > ${afterSeq} ORDER BY l.seq LIMIT ${limit}`);
}

/** A row of the index, and of a camera whose it is now; null for what is none. */
export interface StoredIndexRow extends NewIndexRow {
  readonly ownerNow: string | null;
}

/** What the index says of entries `from` to `to` (included). */
export async function readIndexRows(db: Queryable, from: number, to: number): Promise<StoredIndexRow[]> {
  return db.rows(
    sql`SELECT x.kind, x.key, x.at_ms AS "atMs", x.seq, x.owner_id AS "ownerId", c.owner_id AS "ownerNow" FROM audit_index x LEFT JOIN camera c ON x.kind = 'camera' AND c.id = x.key
      WHERE x.seq BETWEEN ${from} AND ${to} ORDER BY x.seq, x.kind, x.key`,
  );
}

/** A tile of that place, full as it is stored. */
export async function findTile(db: Queryable, level: number, tile: number): Promise<StoredTile | undefined> {
  return db.maybeRow(sql`SELECT level, tile, hashes, root FROM audit_tile WHERE level = ${level} AND tile = ${tile}`);
}

/** What is stored beside the entries and shouldn't be. */
export interface LeftOver {
  /** Events that neither have an entry nor wait for one; the first of them. */
  readonly unlogged: readonly number[];
  /** Waiting events that are gone. */
  readonly lost: readonly number[];
  readonly waiting: number;
  /** Tiles that reach beyond the last entry. */
  readonly tiles: number;
  /** Rows of the index that name entries beyond the last one, or before the first. */
  readonly indexRows: number;
  /** Events that erasures which are in the log have touched, twice touched ones twice. */
  readonly announcedErasures: number;
}

/** Looks for events without an entry and for rows that belong to no entry, all in one statement: a log that grows meanwhile is no finding. */
export async function findLeftOver(db: Queryable, limit: number): Promise<LeftOver> {
  return db.row(sql`WITH log AS MATERIALIZED (SELECT coalesce(max(seq) + 1, 0) AS size FROM audit_leaf)
    SELECT
      ARRAY(SELECT e.id FROM audit_event e WHERE NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.event_id = e.id)
        AND NOT EXISTS (SELECT 1 FROM audit_pending p WHERE p.event_id = e.id) ORDER BY e.id LIMIT ${limit})::float8[] AS unlogged,
      ARRAY(SELECT p.event_id FROM audit_pending p WHERE NOT EXISTS (SELECT 1 FROM audit_event e WHERE e.id = p.event_id) ORDER BY 1 LIMIT ${limit})::float8[] AS lost,
      (SELECT count(*) FROM audit_pending) AS waiting,
      (SELECT count(*) FROM audit_tile WHERE (tile::float8 + 1) * power(256::float8, level + 1) > (SELECT size FROM log)) AS tiles,
      (SELECT count(*) FROM audit_index WHERE seq < 0 OR seq >= (SELECT size FROM log)) AS "indexRows",
      (SELECT coalesce(sum((detail ->> 'events')::bigint), 0) FROM audit_event WHERE action = 'audit.erase')::bigint AS "announcedErasures"`);
}
