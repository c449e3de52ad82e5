import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../db/database.ts';
import { finishShot, missShot, type OpenShot, type ShotKey } from '../../db/repositories/alarm-burst-repository.ts';
import { ALARM_PLAN } from '../../domain/alarm-rule.ts';
import { AppError, isAppError } from '../../domain/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ConcurrencyLimiter } from '../../platform/concurrency-limiter.ts';
import type { SnapshotTaker } from '../snapshots/snapshot-taker.ts';

/** A camera that failed and took longer than this is not asked again within the same burst: it would hold up the worker for its deadline each time. */
const PATIENCE_MS = 1500;

export interface BurstCameraParts {
  readonly database: Database;
  readonly snapshots: SnapshotTaker;
  readonly clock: Clock;
  readonly limiter: ConcurrencyLimiter;
  /** For cameras whose picture has to be decoded from their stream. */
  readonly streamLimiter: ConcurrencyLimiter;
  /** Times other than the product's, for tests. */
  readonly burstAtMs?: readonly number[];
}

async function waitUntil(clock: Clock, dueMs: number, signal: AbortSignal): Promise<void> {
  const waitMs = dueMs - clock.now();
  if (waitMs <= 0) return;
  try {
    await sleep(waitMs, undefined, { signal });
  } catch (cause) {
    throw new AppError('cancelled', 'burst_cancelled', 'The worker is stopping. Another one goes on with this burst.', { cause });
  }
}

/** The plan no longer asks for it: another worker took it, or the incident became a gathering. The picture is thrown away with the transaction. */
function notWanted(): AppError {
  return new AppError('conflict', 'shot_not_wanted', 'This picture is no longer asked for. Nothing is left to do.');
}

/** Takes one picture; the code of what the camera failed at, or null. Errors: those of our own parts, and `cancelled`. */
async function takeShot(
  { database, snapshots, clock, limiter, streamLimiter }: BurstCameraParts,
  key: ShotKey,
  target: NonNullable<OpenShot['target']>,
  signal: AbortSignal,
): Promise<string | null> {
  const alongWith: Parameters<SnapshotTaker['take']>[1]['alongWith'] = async (tx, snapshotId) => {
    if (!(await finishShot(tx, key, snapshotId, clock.now()))) throw notWanted();
  };
  try {
    const taken = await (target.fromStream ? streamLimiter : limiter).run(() =>
      snapshots.take(target, { reason: 'alarm', requestedBy: null, alongWith }, signal),
    );
    if (taken.ok) return null;
    if (!taken.failure.isAboutCamera) throw taken.failure.error;
    await missShot(database, key, taken.failure.problem.code.slice(0, 100), clock.now());
    return taken.failure.problem.code;
  } catch (error) {
    if (isAppError(error, 'shot_not_wanted')) return null;
    throw error;
  }
}

/**
 * Takes the open pictures of one camera, each at its time after `beginMs`. One that the camera fails is missed; a camera that fails and is slow misses the rest as well. Errors: those of our own
 * parts, and `cancelled`: then what is open stays so.
 */
export async function takeCameraShots(
  parts: BurstCameraParts,
  { alarmId, shots, beginMs }: { readonly alarmId: string; readonly shots: readonly OpenShot[]; readonly beginMs: number },
  signal: AbortSignal,
): Promise<void> {
  const atMs = parts.burstAtMs ?? ALARM_PLAN.burstAtMs;
  let failedWith: string | null = null;
  for (const { cameraId, turn, target } of shots) {
    const key = { alarmId, cameraId, turn };
    const dueMs = beginMs + (atMs[turn] ?? 0);
    const givenUp = target === undefined ? 'camera_inactive' : failedWith !== null && parts.clock.now() > dueMs + PATIENCE_MS ? failedWith : null;
    if (givenUp !== null || target === undefined) {
      await missShot(parts.database, key, givenUp ?? 'camera_inactive', parts.clock.now());
      continue;
    }
    await waitUntil(parts.clock, dueMs, signal);
    failedWith = await takeShot(parts, key, target, signal);
  }
}
