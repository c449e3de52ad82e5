import { randomBytes } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import { SALT_BYTES } from '../../domain/access-log/commitment.ts';
import { commitToSecret, leafInput, type LeafSecrets, type PerSecret } from '../../domain/access-log/leaf-input.ts';
import { leafHash } from '../../domain/merkle/tree-hash.ts';
import type { Database, Queryable } from '../database.ts';
import {
  dropPending,
  insertIndexRows,
  insertLeaves,
  lockLog,
  newestPending,
  readLogSize,
  takePending,
  type NewIndexRow,
  type NewLeaf,
  type PendingEvent,
} from '../repositories/audit-leaf-repository.ts';
import { nodeSha256 } from './node-sha256.ts';
import { writeFullTiles } from './tile-writer.ts';

/** Events for one transaction. On the embedded database everybody else waits for it. */
const BATCH = { server: 1000, embedded: 200 };

/** `placed`: how many events got their places meanwhile. None: somebody else keeps the log, an erasure or a session that hangs. */
function behind(placed: number): AppError {
  const message =
    'Many events of the access log are still waiting for their place in it, as after an update, or somebody is being erased from it. Ask again in a minute.';
  return new AppError('unavailable', 'audit_log_behind', message, { details: { placed } });
}

/** The owners of the event's cameras, each once and in a fixed order. */
function ownersOf({ owned }: PendingEvent): string[] {
  return [...new Set(owned.map(([, ownerId]) => ownerId))].sort();
}

function saltsFor({ actorId, actorUsername, detail }: PendingEvent): PerSecret<Buffer | null> {
  const bytes = randomBytes(3 * SALT_BYTES);
  const salt = (value: unknown, nth: number): Buffer | null => (value === null ? null : bytes.subarray(nth * SALT_BYTES, (nth + 1) * SALT_BYTES));
  return { actorId: salt(actorId, 0), actorUsername: salt(actorUsername, 1), detail: salt(detail, 2) };
}

/** The leaf of an event. Every leaf has a salt somewhere (details are an object at least), so no hash can be guessed. */
function makeLeaf(event: PendingEvent, seq: number): NewLeaf {
  const salts = saltsFor(event);
  const commit = (name: keyof LeafSecrets): Uint8Array | null => {
    const salt = salts[name];
    return salt === null ? null : commitToSecret(name, event[name], salt, nodeSha256);
  };
  const facts = { ...event, role: event.actorRole, ownerIds: ownersOf(event) };
  const input = leafInput(facts, { actorId: commit('actorId'), actorUsername: commit('actorUsername'), detail: commit('detail') });
  const hash = leafHash(input, nodeSha256);
  return {
    seq,
    eventId: event.id,
    atMs: event.atMs,
    input,
    hash,
    actorIdSalt: salts.actorId,
    actorUsernameSalt: salts.actorUsername,
    detailSalt: salts.detail,
  };
}

function indexRows(event: PendingEvent, seq: number): NewIndexRow[] {
  const row = (kind: NewIndexRow['kind'], key: string, ownerId: string | null = null): NewIndexRow => ({ kind, key, atMs: event.atMs, seq, ownerId });
  const owners = new Map(event.owned);
  return [
    ...ownersOf(event).map((ownerId) => row('owner', ownerId)),
    ...[...new Set(event.cameraIds)].map((cameraId) => row('camera', cameraId, owners.get(cameraId) ?? null)),
    ...(event.incidentId === null ? [] : [row('incident', event.incidentId)]),
    ...(event.actorId === null ? [] : [row('actor', event.actorId)]),
  ];
}

interface Batch {
  /** Id of the newest event that counts. */
  readonly upTo: number;
  readonly limit: number;
  /** How long to wait for another sequencer. */
  readonly withinMs: number;
  /** How many events got their places before. */
  readonly placed: number;
}

/** Gives the next waiting events their places; returns how many. Leaves, tiles and index are of one transaction: nobody ever sees one without the others. */
async function sequenceBatch(tx: Queryable, { upTo, limit, withinMs, placed }: Batch): Promise<number> {
  if (!(await lockLog(tx, withinMs))) throw behind(placed);
  const size = await readLogSize(tx);
  const events = await takePending(tx, upTo, limit);
  if (events.length === 0) return 0;
  const leaves = events.map((event, nth) => makeLeaf(event, size + nth));
  await insertLeaves(tx, leaves);
  await insertIndexRows(
    tx,
    events.flatMap((event, nth) => indexRows(event, size + nth)),
  );
  await writeFullTiles(
    tx,
    size,
    leaves.map(({ hash }) => hash),
  );
  await dropPending(
    tx,
    events.map(({ id }) => id),
  );
  return events.length;
}

/**
 * Gives every event that is stored by now its place in the log. Events of transactions that aren't committed yet hold up nothing: they come later.
 * Errors: `audit_log_behind` (unavailable) when that takes longer than `withinMs`, waiting for another sequencer or an erasure included; what was done by then stays. `audit_log_damaged`.
 */
export async function sequenceEvents(db: Database, { withinMs }: { readonly withinMs: number }): Promise<void> {
  const upTo = await newestPending(db);
  if (upTo === null) return;
  const limit = db.embedded ? BATCH.embedded : BATCH.server;
  const deadlineMs = performance.now() + withinMs;
  const left = (): number => deadlineMs - performance.now();
  let placed = 0;
  for (;;) {
    const count = await db.transaction((tx) => sequenceBatch(tx, { upTo, limit, withinMs: left(), placed }));
    placed += count;
    if (count < limit) return;
    if (left() <= 0) throw behind(placed);
  }
}
