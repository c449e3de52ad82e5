import sql, { join, type Sql } from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import { STORED_EVENT_COLUMNS, type StoredEvent } from './audit-stored-event.ts';

/** Clear text of an event that was erased, under what, and on which day (yyyy-mm-dd, Viet Nam). */
export interface ErasedPart {
  readonly part: 'actor' | 'detail';
  readonly basis: string;
  readonly on: string;
}

/** An event with its place in the log. Salts are null where clear text is. */
export interface LoggedEvent extends StoredEvent {
  readonly seq: number;
  readonly eventId: number;
  readonly leafInput: Buffer;
  readonly leafHash: Buffer;
  readonly actorIdSalt: Buffer | null;
  readonly actorUsernameSalt: Buffer | null;
  readonly detailSalt: Buffer | null;
}

/** Which events. All that are named must hold. */
export interface EventFilter {
  /** Only those that touch cameras which this organisation owned then. */
  readonly ownerId?: string | undefined;
  readonly cameraId?: string | undefined;
  readonly incidentId?: string | undefined;
  readonly actorId?: string | undefined;
  /** Only the event at this place. */
  readonly seq?: number | undefined;
  /** What the events themselves say. */
  readonly username?: string | undefined;
  readonly action?: string | undefined;
  readonly outcome?: string | undefined;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Where a list goes on. */
export interface EventPosition {
  readonly atMs: number;
  readonly seq: number;
}

/** Positions of events, newest first, and where to go on; null at the end. */
export interface FoundEvents {
  readonly seqs: readonly number[];
  readonly next: EventPosition | null;
}

/** So many entries of one index are looked through for a page: where two filters rarely meet, pages are short rather than slow. */
const LOOKED_THROUGH = 5000;

interface Condition {
  readonly kind: 'owner' | 'camera' | 'incident' | 'actor';
  readonly key: string;
  /** Whose the camera has to have been in that event, which may touch cameras of others too. */
  readonly ofOwner?: string | undefined;
}

/** The named filters, the one that leaves the fewest events first. */
function conditionsOf({ cameraId, incidentId, actorId, ownerId }: EventFilter): Condition[] {
  const all = [
    { kind: 'incident', key: incidentId },
    { kind: 'camera', key: cameraId, ofOwner: ownerId },
    { kind: 'actor', key: actorId },
    { kind: 'owner', key: ownerId },
  ] as const;
  return all.flatMap(({ key, ...condition }) => (key === undefined ? [] : [{ ...condition, key }]));
}

function sourceOf(first: Condition | undefined, seq: number | undefined): Sql {
  if (first !== undefined) return sql`audit_index WHERE kind = ${first.kind} AND key = ${first.key}`;
  return seq === undefined ? sql`audit_leaf WHERE true` : sql`audit_leaf WHERE seq = ${seq}`;
}

function windowOf(first: Condition | undefined, { seq, fromMs, toMs }: EventFilter, after: EventPosition | undefined, rows: number): Sql {
  const source = sourceOf(first, seq);
  const beyond = after === undefined ? sql`` : sql`AND (at_ms, seq) < (${after.atMs}, ${after.seq})`;
  return sql`SELECT at_ms, seq FROM ${source} AND at_ms >= ${fromMs} AND at_ms < ${toMs} ${beyond} ORDER BY at_ms DESC, seq DESC LIMIT ${rows}`;
}

function meets({ kind, key, ofOwner }: Condition): Sql {
  const owner = ofOwner === undefined ? sql`` : sql`AND x.owner_id = ${ofOwner}`;
  return sql`EXISTS (SELECT 1 FROM audit_index x WHERE x.kind = ${kind} AND x.key = ${key} AND x.at_ms = w.at_ms AND x.seq = w.seq ${owner})`;
}

/** What events say of themselves has no index: they are read, as many as are looked through. */
function saysOf({ username, action, outcome }: EventFilter): Sql[] {
  const said = [
    ...(username === undefined ? [] : [sql`e.actor_username = ${username}`]),
    ...(action === undefined ? [] : [sql`e.action = ${action}`]),
    ...(outcome === undefined ? [] : [sql`e.outcome = ${outcome}`]),
  ];
  if (said.length === 0) return [];
  return [sql`EXISTS (SELECT 1 FROM audit_leaf l JOIN audit_event e ON e.id = l.event_id WHERE l.seq = w.seq AND ${join(said, ' AND ')})`];
}

/** The positions of one page. A page may be short, or empty, and still have one after it. */
export async function findEvents(
  db: Queryable,
  filter: EventFilter,
  page: { readonly limit: number; readonly after: EventPosition | undefined },
): Promise<FoundEvents> {
  const all = conditionsOf(filter);
  // a place is the narrowest of all
  const first = filter.seq === undefined ? all[0] : undefined;
  // the window meets the first one but for its owner
  const conditions = [...all.filter((condition) => condition !== first || condition.ofOwner !== undefined).map(meets), ...saysOf(filter)];
  const width = conditions.length === 0 ? page.limit + 1 : LOOKED_THROUGH;
  const rows = await db.rows<EventPosition & { readonly isHit: boolean }>(sql`WITH w AS MATERIALIZED (${windowOf(first, filter, page.after, width)}),
      hit AS (SELECT at_ms, seq FROM w ${conditions.length === 0 ? sql`` : sql`WHERE ${join(conditions, ' AND ')}`} ORDER BY at_ms DESC, seq DESC LIMIT ${page.limit + 1}),
      last AS (SELECT at_ms, seq FROM w ORDER BY at_ms, seq LIMIT (SELECT CASE WHEN count(*) = ${width} THEN 1 ELSE 0 END FROM w))
    SELECT at_ms AS "atMs", seq, true AS "isHit" FROM hit UNION ALL SELECT at_ms, seq, false FROM last ORDER BY 3 DESC, 1 DESC, 2 DESC`);
  const hits = rows.filter(({ isHit }) => isHit);
  const onPage = hits.slice(0, page.limit);
  const last = hits.length > page.limit ? onPage.at(-1) : rows.find(({ isHit }) => !isHit);
  return { seqs: onPage.map(({ seq }) => seq), next: last === undefined ? null : { atMs: last.atMs, seq: last.seq } };
}

const EVENT_COLUMNS = sql`l.seq, e.id AS "eventId", l.at_ms AS "atMs", ${STORED_EVENT_COLUMNS}, l.leaf_input AS "leafInput", l.leaf_hash AS "leafHash", l.actor_id_salt AS "actorIdSalt",
  l.actor_username_salt AS "actorUsernameSalt", l.detail_salt AS "detailSalt"`;

/** The events at these places, newest first. */
export async function readEvents(db: Queryable, seqs: readonly number[]): Promise<LoggedEvent[]> {
  if (seqs.length === 0) return [];
  return db.rows(
    sql`SELECT ${EVENT_COLUMNS} FROM audit_leaf l JOIN audit_event e ON e.id = l.event_id WHERE l.seq = ANY(${seqs}::bigint[]) ORDER BY l.at_ms DESC, l.seq DESC`,
  );
}

/** Of these events, which parts were erased, by event. */
export async function readErasedParts(db: Queryable, eventIds: readonly number[]): Promise<ReadonlyMap<number, readonly ErasedPart[]>> {
  if (eventIds.length === 0) return new Map();
  const rows = await db.rows<ErasedPart & { eventId: number }>(
    sql`SELECT event_id AS "eventId", part, basis, erased_on::text AS "on" FROM audit_erased WHERE event_id = ANY(${eventIds}::bigint[]) ORDER BY event_id, part`,
  );
  const parts = rows.map(({ eventId, part, basis, on }) => ({ eventId, erased: { part, basis, on } }));
  return new Map(eventIds.map((id) => [id, parts.filter(({ eventId }) => eventId === id).map(({ erased }) => erased)]));
}
