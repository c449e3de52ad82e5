import type { z } from 'zod';
import type { PullState } from '../../domain/edge-pull-rule.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { jobOut } from '../../domain/wire/contact-wire.ts';
import type { footagePullOut } from '../../domain/wire/footage-pull-wire.ts';
import type { Queryable } from '../../db/database.ts';
import { findPull, type EdgePullRow } from '../../db/repositories/edge-pull-repository.ts';

/** Share of the device window that was gone through. */
function progressOf({ state, reachedMs, deviceFromMs, deviceToMs }: EdgePullRow): number {
  if (state === 'done') return 1;
  if (reachedMs === null) return 0;
  return Math.min(1, Math.max(0, Math.round(((reachedMs - deviceFromMs) / (deviceToMs - deviceFromMs)) * 1000) / 1000));
}

function isoOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : toIso(epochMs);
}

/** A pull in the shape of the API. */
export function wirePull(row: EdgePullRow, nowMs: number): z.output<typeof footagePullOut> {
  const { id, cameraId, cameraName, automatic, state, segmentCount, byteLength, problem, requestedBy, requestedByUsername } = row;
  return {
    id,
    jobId: id,
    cameraId,
    cameraName,
    incident: { id: row.incidentId, referenceNumber: row.referenceNumber, category: row.category },
    pulledFor: row.pulledForName,
    automatic,
    requestedBy: requestedBy === null || requestedByUsername === null ? null : { id: requestedBy, username: requestedByUsername },
    requestedAt: toIso(row.requestedAtMs),
    from: toIso(row.fromMs),
    to: toIso(row.toMs),
    deviceWindow: { from: toIso(row.deviceFromMs), to: toIso(row.deviceToMs) },
    state,
    progress: progressOf(row),
    nextTryAt: state === 'queued' && row.notBeforeMs > nowMs ? toIso(row.notBeforeMs) : null,
    segmentCount,
    byteLength,
    gaps: row.gaps.map(({ fromMs, toMs }) => ({ from: toIso(fromMs), to: toIso(toMs) })),
    notes: [...row.notes],
    problem,
    startedAt: isoOrNull(row.startedAtMs),
    finishedAt: isoOrNull(row.finishedAtMs),
  };
}

const JOB_STATES = {
  queued: 'waiting',
  running: 'active',
  done: 'completed',
  partial: 'completed',
  failed: 'failed',
  cancelled: 'failed',
} as const satisfies Record<PullState, string>;

/** The pull with this id as a job; undefined when it is none. */
export async function findPullJob(db: Queryable, id: string): Promise<z.output<typeof jobOut> | undefined> {
  const row = await findPull(db, id);
  if (row === undefined) return undefined;
  const { state, segmentCount, byteLength, problem } = row;
  const isFailed = JOB_STATES[state] === 'failed';
  return {
    id,
    kind: 'footage_pull',
    state: JOB_STATES[state],
    progress: progressOf(row),
    result: row.finishedAtMs === null || isFailed ? null : { state, segmentCount, byteLength },
    error: isFailed ? problem : null,
    createdAt: toIso(row.requestedAtMs),
    finishedAt: isoOrNull(row.finishedAtMs),
  };
}
