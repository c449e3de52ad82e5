import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemSupervisorClock } from '../../camera-adapters/supervisor-clock.ts';
import type { Database } from '../../db/database.ts';
import { listRecordingTargets, type RecordingTarget } from '../../db/repositories/contact-target-repository.ts';
import { holdLeases, lockStoring, releaseLeases } from '../../db/repositories/recording-lease-repository.ts';
import { toAppError } from '../../domain/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { CameraDialer } from '../contacts/camera-dialer.ts';
import type { CameraObservation } from '../health/camera-observation.ts';
import type { HealthRecorder } from '../health/health-recorder.ts';
import type { WorkerMetrics } from '../metrics.ts';
import { showAlive } from './alive-marker.ts';
import { startCameraRecorder, type RecorderParts } from './camera-recorder.ts';
import { diskFullError, type DiskGuard } from './disk-guard.ts';
import { createRecorderPool, type RecorderPool } from './recorder-pool.ts';
import { salvageRecordings } from './salvage.ts';
import type { SegmentStore, StoreFence } from './segment-store.ts';
import { createUnrecordedCameras, type UnrecordedCameras } from './unrecorded-cameras.ts';

/** How often it is looked for what to record; a lease lasts for seven looks. */
const LOOK_EVERY_MS = 2000;
/** A worker is taken for dead after half a minute, so its recordings need not be looked for at every look. */
const SALVAGE_EVERY_LOOKS = 8;

/** Records what is to be recorded. */
export interface RecordingManager {
  /** Ends the recordings with their last whole segment and gives their leases back. */
  stop(): Promise<void>;
}

/** What the recordings work with. */
export interface RecordingParts {
  readonly database: Database;
  readonly dialer: CameraDialer;
  readonly health: HealthRecorder;
  readonly segmentStore: SegmentStore;
  readonly disk: DiskGuard;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: WorkerMetrics;
  readonly workerId: string;
  /** Folder of unfinished recordings; each worker has its own below it. */
  readonly root: string;
  /** Recordings at once in this worker. */
  readonly capacity: number;
  readonly segmentMs: number;
}

/** Looks every 2 s for cameras to record, takes their leases and records them. Looks that fail are logged; recordings go on meanwhile. */
export function startRecordingManager(parts: RecordingParts): RecordingManager {
  const { database, workerId, logger, root } = parts;
  const fence: StoreFence = (tx, footage) => lockStoring(tx, workerId, footage);
  const alive = showAlive(join(root, workerId));
  const recorderParts: RecorderParts = {
    ...parts,
    clock: systemSupervisorClock,
    store: (segment) => parts.segmentStore.store(segment, fence),
    onBegun: () => lookNow(),
  };
  const pool = createRecorderPool((target) => startCameraRecorder(recorderParts, target, join(root, workerId, target.cameraId)));
  const unrecorded = createUnrecordedCameras();
  let looks = 0;
  let looking: Promise<void> | undefined;
  let isStopping = false;

  const look = async (): Promise<void> => {
    try {
      await parts.disk.look();
      await followTargets(parts, pool, unrecorded);
      await pool.flush();
      if (looks++ % SALVAGE_EVERY_LOOKS === 0) await salvageRecordings({ ...parts, store: parts.segmentStore });
    } catch (error) {
      logger.error({ err: toAppError(error) }, 'looking for what to record failed');
    }
  };
  // a recording that begins while all are being stopped must not start others
  const lookNow = (): void => {
    if (isStopping) return;
    looking ??= look().finally(() => {
      looking = undefined;
    });
  };
  const timer = setInterval(lookNow, LOOK_EVERY_MS);
  lookNow();

  return {
    async stop() {
      isStopping = true;
      clearInterval(timer);
      await looking;
      const held = pool.cameraIds();
      await withinDeadline(pool.stopAll(), logger);
      try {
        await parts.health.record(pool.observations(parts.clock.now()));
        await releaseLeases(database, workerId, held);
      } finally {
        // without the database as well: what shows itself alive is not salvaged
        await alive.stop();
        // stays when something in it still waits to be stored: then it is salvaged
        await rmdir(join(root, workerId)).catch(() => undefined);
      }
    },
  };
}

/** ffmpeg gets 5 s to end a file; what takes much longer is left in its folder and salvaged by the next worker. */
const STOP_WITHIN_MS = 15_000;

async function withinDeadline(stopping: Promise<void>, logger: Logger): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((settle) => {
    timer = setTimeout(() => settle('late'), STOP_WITHIN_MS);
  });
  if ((await Promise.race([stopping, late])) === 'late') logger.error('recordings did not end in time; what they had finished is salvaged later');
  clearTimeout(timer);
}

/** Brings the recorders in line with what is to be recorded, and tells how they fare. */
async function followTargets(parts: RecordingParts, pool: RecorderPool, unrecorded: UnrecordedCameras): Promise<void> {
  const { database, workerId, disk, health, clock } = parts;
  const targets = await listRecordingTargets(database, workerId);
  const held = new Set(await holdLeases(database, workerId, pool.cameraIds()));
  const wanted = disk.isFull() ? [] : targets.filter((target) => held.has(target.cameraId));
  const observations = pool.observations(clock.now());
  pool.stopOthers(new Map(wanted.map((target) => [target.cameraId, target])), (cameraId) => void giveBack(parts, cameraId, held.has(cameraId)));
  const idle = targets.filter((target) => !target.taken && !pool.has(target.cameraId));
  const started = disk.isFull() ? [] : await startIdle(parts, pool, idle);
  const shed = unrecorded.note(idle.filter((target) => !started.includes(target)).map((target) => target.cameraId));
  await health.record([...observations, ...shedObservations(parts, shed)]);
  parts.metrics.recordings.set({ state: 'running' }, pool.size());
  parts.metrics.recordings.set({ state: 'shed' }, shed.size);
}

/** Starts as many as there is room for; those whose lease another worker took first are left to it. */
async function startIdle({ database, workerId, capacity }: RecordingParts, pool: RecorderPool, idle: readonly RecordingTarget[]): Promise<RecordingTarget[]> {
  const candidates = idle.slice(0, Math.max(0, capacity - pool.size()));
  const leased = new Set(
    await holdLeases(
      database,
      workerId,
      candidates.map((target) => target.cameraId),
    ),
  );
  for (const target of candidates) if (leased.has(target.cameraId)) pool.start(target);
  return candidates;
}

/** What nobody records for want of room, counted in seconds and shown at the cameras. */
function shedObservations({ disk, clock, metrics, capacity }: RecordingParts, cameraIds: ReadonlySet<string>): CameraObservation[] {
  const reason = disk.isFull() ? 'disk_full' : 'no_capacity';
  metrics.shed.inc({ what: 'recording_seconds', reason }, (cameraIds.size * LOOK_EVERY_MS) / 1000);
  const { code, message } = disk.isFull()
    ? diskFullError()
    : { code: reason, message: `This worker records ${capacity} cameras and can take no more. Start another worker.` };
  const nowMs = clock.now();
  return [...cameraIds].map((cameraId) => ({
    cameraId,
    atMs: nowMs,
    facets: { recording: { state: 'gap', sinceMs: nowMs - LOOK_EVERY_MS, cause: { code } } },
    problem: { about: 'recording', found: { code, message } },
  }));
}

/** A recorder has ended because its camera is not to be recorded any more, here or at all. */
async function giveBack({ database, workerId, health, clock, logger }: RecordingParts, cameraId: string, wasHeld: boolean): Promise<void> {
  try {
    if (!wasHeld) return;
    await releaseLeases(database, workerId, [cameraId]);
    const stillWanted = (await listRecordingTargets(database, workerId)).some((target) => target.cameraId === cameraId);
    if (!stillWanted) await health.record([{ cameraId, atMs: clock.now(), facets: { recording: { state: 'off' } } }]);
  } catch (error) {
    logger.warn({ cameraId, err: toAppError(error) }, 'a lease could not be given back; it runs out by itself');
  }
}
