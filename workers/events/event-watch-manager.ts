import { systemSupervisorClock } from '../../camera-adapters/supervisor-clock.ts';
import type { Database } from '../../db/database.ts';
import { countUnwatched, listEventTargets, type ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import { holdEventWatches, releaseEventWatches } from '../../db/repositories/event-watch-repository.ts';
import { toAppError } from '../../domain/app-error.ts';
import type { Logger } from '../../platform/logger.ts';
import type { CameraDialer } from '../contacts/camera-dialer.ts';
import type { WorkerMetrics } from '../metrics.ts';
import { startCameraListener, type CameraListener } from './camera-listener.ts';

/** How often it is looked for whom to listen to; a lease lasts for six looks. */
const LOOK_EVERY_MS = 5_000;
/** Cameras at once in this worker. Each costs a waiting connection and a question or two every 20 s. */
const EVENT_CAPACITY = 200;
/** New ones at each look, so that a start doesn't dial all of them in the same instant. */
const NEW_PER_LOOK = 20;

/** How many are left over is counted once a minute. */
const COUNT_EVERY_LOOKS = 12;

/** What listening works with. */
export interface EventWatchParts {
  readonly database: Database;
  readonly dialer: CameraDialer;
  readonly logger: Logger;
  readonly metrics: WorkerMetrics;
  readonly workerId: string;
  readonly capacity?: number;
}

/** Listens to the flags of cameras that have pull points. */
export interface EventWatchManager {
  /** Gives the subscriptions and the leases back. */
  stop(): Promise<void>;
}

interface Watched {
  readonly listener: CameraListener;
  readonly fingerprint: string;
}

/** Looks every 5 s whom to listen to, takes their leases and listens, up to a cap. Looks that fail are logged; the listeners go on meanwhile. */
export function startEventWatchManager(parts: EventWatchParts): EventWatchManager {
  const { database, workerId, logger } = parts;
  const watched = new Map<string, Watched>();
  let looking: Promise<void> | undefined;
  let looks = 0;

  const look = async (): Promise<void> => {
    try {
      await followTargets(parts, watched);
      if (looks++ % COUNT_EVERY_LOOKS === 0) parts.metrics.eventWatches.set({ state: 'unwatched' }, await countUnwatched(database));
      await Promise.all([...watched.values()].map(({ listener }) => listener.flags.lookAgain(systemSupervisorClock.now())));
    } catch (error) {
      logger.error({ err: toAppError(error) }, 'looking for cameras to listen to failed');
    }
  };
  const lookNow = (): void => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
  };
  const timer = setInterval(lookNow, LOOK_EVERY_MS);
  lookNow();

  return {
    async stop() {
      clearInterval(timer);
      await looking;
      const held = [...watched.keys()];
      await Promise.all([...watched.values()].map(({ listener }) => listener.stop()));
      await releaseEventWatches(database, workerId, held);
    },
  };
}

async function followTargets(parts: EventWatchParts, watched: Map<string, Watched>): Promise<void> {
  const { database, workerId, metrics, capacity = EVENT_CAPACITY } = parts;
  const targets = await listEventTargets(database, workerId, capacity);
  const known = targets.filter(({ cameraId }) => watched.has(cameraId));
  const fresh = targets.filter(({ cameraId }) => !watched.has(cameraId)).slice(0, NEW_PER_LOOK);
  const wanted = [...known, ...fresh];
  const held = new Set(
    await holdEventWatches(
      database,
      workerId,
      wanted.map(({ cameraId }) => cameraId),
    ),
  );
  const keep = new Map(wanted.filter(({ cameraId }) => held.has(cameraId)).map((target) => [target.cameraId, target]));
  await stopOthers(parts, watched, keep);
  for (const [cameraId, target] of keep) {
    if (!watched.has(cameraId)) {
      watched.set(cameraId, { listener: startCameraListener({ ...parts, clock: systemSupervisorClock }, target), fingerprint: fingerprintOf(target) });
    }
  }
  metrics.eventWatches.set({ state: 'listening' }, watched.size);
}

/** Ends those that are not to be listened to any more, or are to be dialled otherwise. */
async function stopOthers({ database, workerId }: EventWatchParts, watched: Map<string, Watched>, keep: ReadonlyMap<string, ContactTarget>): Promise<void> {
  const ending = [...watched].filter(([cameraId, { fingerprint }]) => {
    const target = keep.get(cameraId);
    return target === undefined || fingerprintOf(target) !== fingerprint;
  });
  await Promise.all(ending.map(([, { listener }]) => listener.stop()));
  for (const [cameraId] of ending) watched.delete(cameraId);
  await releaseEventWatches(
    database,
    workerId,
    ending.map(([cameraId]) => cameraId).filter((cameraId) => !keep.has(cameraId)),
  );
}

function fingerprintOf({ source, sealed, organisationNetworks, securePort }: ContactTarget): string {
  return JSON.stringify([source, sealed?.keyId, sealed?.bytes.toString('base64'), organisationNetworks, securePort]);
}
