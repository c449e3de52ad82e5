import sql from 'sql-template-tag';
import type { PullState } from '../../domain/edge-pull-rule.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';

/** Longer than any pause between two renewals; a pull whose worker died is another's after this. */
const LEASE = sql`interval '30 seconds'`;

/** A pull whose job is to be on the queue. */
export interface WaitingPull {
  readonly id: string;
  /** Counts the times that it was put off; part of the job's id. */
  readonly run: number;
}

/** Pulls that are due and that nobody works on, the longest waiting first. */
export async function listWaitingPulls(db: Queryable, nowMs: number, limit: number): Promise<WaitingPull[]> {
  return db.rows(sql`SELECT id, run FROM edge_pull WHERE finished_at IS NULL AND not_before <= ${new Date(nowMs)} AND (lease_until IS NULL OR lease_until <= clock_timestamp())
    ORDER BY not_before LIMIT ${limit}`);
}

/** What a claim found: the lease is the caller's; another pull of the same recorder runs, or this one does elsewhere; or there is nothing to do. */
export type PullClaim = 'claimed' | 'busy' | 'over';

/** Takes a pull for one worker, under a lease. One at a time of each recorder. */
export async function claimPull(tx: Queryable, id: string, leaseId: string, nowMs: number): Promise<PullClaim> {
  const pull = await tx.maybeRow<{
    recorderId: string | null;
    leased: boolean;
  }>(sql`SELECT c.recorder_id AS "recorderId", coalesce(p.lease_until > clock_timestamp(), false) AS leased
    FROM edge_pull p JOIN camera c ON c.id = p.camera_id WHERE p.id = ${id} AND p.finished_at IS NULL FOR UPDATE OF p`);
  if (pull === undefined) return 'over';
  if (pull.leased || (pull.recorderId !== null && (await isRecorderBusy(tx, pull.recorderId, id)))) return 'busy';
  await tx.run(sql`UPDATE edge_pull SET state = 'running', lease_id = ${leaseId}, lease_until = clock_timestamp() + ${LEASE}, attempts = attempts + 1,
      started_at = coalesce(started_at, ${new Date(nowMs)}) WHERE id = ${id}`);
  return 'claimed';
}

/** Two claims for one recorder meet at the lock. */
async function isRecorderBusy(tx: Queryable, recorderId: string, exceptId: string): Promise<boolean> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(7203427, hashtext(${recorderId}))`);
  return (
    (await tx.maybeRow(sql`SELECT 1 FROM edge_pull p JOIN camera c ON c.id = p.camera_id
      WHERE c.recorder_id = ${recorderId} AND p.finished_at IS NULL AND p.id <> ${exceptId} AND p.lease_until > clock_timestamp() LIMIT 1`)) !== undefined
  );
}

/** Keeps the lease; false when it was lost: the pull was cancelled, or this worker stood still for too long. */
export async function renewLease(db: Queryable, id: string, leaseId: string): Promise<boolean> {
  return (await db.run(sql`UPDATE edge_pull SET lease_until = clock_timestamp() + ${LEASE} WHERE id = ${id} AND lease_id = ${leaseId}`)) === 1;
}

/** What one stored file adds. */
export interface PullProgress {
  /** End of the file by the device's clock. */
  readonly reachedMs: number;
  /** 0 and 0 when it lay there already. */
  readonly segments: number;
  readonly bytes: number;
}

/** Notes how far a pull came, in the transaction that stores the file; false when the lease was lost: then nothing may be stored. */
export async function notePullProgress(tx: Queryable, id: string, leaseId: string, progress: PullProgress): Promise<boolean> {
  return (
    (await tx.run(sql`UPDATE edge_pull SET reached = greatest(reached, ${new Date(progress.reachedMs)}), segment_count = segment_count + ${progress.segments},
      byte_length = byte_length + ${progress.bytes}, lease_until = clock_timestamp() + ${LEASE} WHERE id = ${id} AND lease_id = ${leaseId}`)) === 1
  );
}

/**
 * Puts off a pull that can't begin now. Its job will have another id then, also where the lease of a worker that died still holds: the queue has given its job to another and would leave alone
 * one that it has seen ending.
 */
export async function putOffPull(db: Queryable, id: string, untilMs: number): Promise<void> {
  await db.run(sql`UPDATE edge_pull SET run = run + 1, not_before = greatest(not_before, ${new Date(untilMs)}) WHERE id = ${id} AND finished_at IS NULL`);
}

/** Gives back a pull that `leaseId` works on, until `untilMs`; `problem` is what stood in its way, absent when the worker only stops: that is no attempt. */
export async function giveBackPull(
  db: Queryable,
  id: string,
  leaseId: string,
  rest: { readonly untilMs: number; readonly problem?: { readonly code: string; readonly message: string } },
): Promise<void> {
  await db.run(sql`UPDATE edge_pull SET state = 'queued', lease_id = NULL, lease_until = NULL, not_before = ${new Date(rest.untilMs)}, run = run + 1,
      attempts = attempts - ${rest.problem === undefined ? 1 : 0}, problem = coalesce(${rest.problem === undefined ? null : JSON.stringify(rest.problem)}::jsonb, problem)
    WHERE id = ${id} AND lease_id = ${leaseId}`);
}

/** How a pull ended. */
export interface PullEnd {
  readonly state: Extract<PullState, 'done' | 'partial' | 'failed' | 'cancelled'>;
  readonly gaps: readonly TimeInterval[];
  readonly notes: readonly string[];
  readonly problem: { readonly code: string; readonly message: string } | null;
}

/** Ends a pull that `leaseId` works on; false when the lease was lost. */
export async function endPull(tx: Queryable, id: string, leaseId: string, end: PullEnd, nowMs: number): Promise<boolean> {
  return (
    (await tx.run(sql`UPDATE edge_pull SET state = ${end.state}, finished_at = ${new Date(nowMs)}, lease_id = NULL, lease_until = NULL, gaps = ${JSON.stringify(end.gaps)}::jsonb,
      notes = ${end.notes}::text[], problem = ${end.problem === null ? null : JSON.stringify(end.problem)}::jsonb WHERE id = ${id} AND lease_id = ${leaseId}`)) ===
    1
  );
}

/** A stretch of stored footage, by true time and by the device's clock. */
export interface PulledPart {
  readonly fromMs: number;
  readonly toMs: number;
  readonly deviceFromMs: number | null;
  readonly deviceToMs: number | null;
}

const LONGEST_SEGMENT_MS = 3_600_000;

/** What is on hand of a camera's true time that was pulled from its device, in order. `marginMs` widens the window. */
export async function listPulledParts(db: Queryable, cameraId: string, during: TimeInterval, marginMs: number): Promise<PulledPart[]> {
  const [from, to] = [new Date(during.fromMs - marginMs), new Date(during.toMs + marginMs)];
  // segments are short: a bound for the index
  const last = new Date(during.toMs + marginMs + LONGEST_SEGMENT_MS);
  return db.rows(sql`SELECT lower(true_during) AS "fromMs", upper(true_during) AS "toMs", lower(device_during) AS "deviceFromMs", upper(device_during) AS "deviceToMs"
    FROM footage_segment WHERE camera_id = ${cameraId} AND source <> 'recorded' AND source = 'edge' AND upper(true_during) > ${from} AND upper(true_during) < ${last} AND lower(true_during) < ${to}
    ORDER BY lower(true_during)`);
}
