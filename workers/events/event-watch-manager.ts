import { systemSupervisorClock } from '../../camera-adapters/supervisor-clock.ts';
import type { Database } from '../../db/database.ts';
import { countUnwatched, listEventTargets, type EventTarget } from '../../db/repositories/event-target-repository.ts';
import { holdEventWatches, releaseEventWatches } from '../../db/repositories/event-watch-repository.ts';
import { toAppError } from '../../domain/app-error.ts';
import type { Logger } from '../../platform/logger.ts';
import type { CameraDialer } from '../contacts/camera-dialer.ts';
import type { WorkerMetrics } from '../metrics.ts';
import { dialledTarget, startFlagListener, type FlagListener } from './flag-listener.ts';

/** How often it is looked for whom to listen to; a lease lasts for six looks. */
const LOOK_EVERY_MS = 5_000;
/** Cameras and recorders at once in this worker. Each costs a waiting connection and a question or two every 20 s. */
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
  readonly listener: FlagListener;
  readonly target: EventTarget;
}

/** Looks every 5 s whom to listen to, takes their leases and listens, up to a cap. Looks that fail are logged; the listeners go on meanwhile. */
export function startEventWatchManager(parts: EventWatchParts): EventWatchManager {
  const { database, logger } = parts;
  const watched = new Map<string, Watched>();
  let looking: Promise<void> | undefined;
  let looks = 0;

  const look = async (): Promise<void> => {
    try {
      await followTargets(parts, watched);
      if (looks++ % COUNT_EVERY_LOOKS === 0) parts.metrics.eventWatches.set({ state: 'unwatched' }, await countUnwatched(database));
      await Promise.all([...watched.values()].map(({ listener }) => listener.lookAgain(systemSupervisorClock.now())));
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
      await Promise.all([...watched.values()].map(({ listener }) => listener.stop()));
      await release(
        parts,
        [...watched.values()].map(({ target }) => target),
      );
    },
  };
}

async function followTargets(parts: EventWatchParts, watched: Map<string, Watched>): Promise<void> {
  const { database, workerId, metrics, capacity = EVENT_CAPACITY } = parts;
  const targets = await listEventTargets(database, workerId, capacity);
  const known = targets.filter(({ id }) => watched.has(id));
  const fresh = targets.filter(({ id }) => !watched.has(id)).slice(0, NEW_PER_LOOK);
  const keep = new Map((await hold(parts, [...known, ...fresh])).map((target) => [target.id, target]));
  await stopOthers(parts, watched, keep);
  for (const [id, target] of keep) {
    const listener = watched.get(id)?.listener ?? startFlagListener({ ...parts, clock: systemSupervisorClock }, target);
    listener.follow(target);
    watched.set(id, { listener, target });
  }
  const listening = [...watched.values()].reduce((sum, { target }) => sum + target.channels.length, 0);
  metrics.eventWatches.set({ state: 'listening' }, listening);
}

const isRecorder = ({ recorderId }: EventTarget): boolean => recorderId !== undefined;
const idsOf = (targets: readonly EventTarget[]): string[] => targets.map(({ id }) => id);

/** Those of `wanted` whose leases this worker has now. */
async function hold({ database, workerId }: EventWatchParts, wanted: readonly EventTarget[]): Promise<EventTarget[]> {
  const cameras = await holdEventWatches(database, workerId, 'camera', idsOf(wanted.filter((target) => !isRecorder(target))));
  const recorders = await holdEventWatches(database, workerId, 'recorder', idsOf(wanted.filter(isRecorder)));
  const held = new Set([...cameras, ...recorders]);
  return wanted.filter(({ id }) => held.has(id));
}

async function release({ database, workerId }: EventWatchParts, targets: readonly EventTarget[]): Promise<void> {
  await releaseEventWatches(database, workerId, 'camera', idsOf(targets.filter((target) => !isRecorder(target))));
  await releaseEventWatches(database, workerId, 'recorder', idsOf(targets.filter(isRecorder)));
}

/** Ends those that are not to be listened to any more, or are to be dialled otherwise. */
async function stopOthers(parts: EventWatchParts, watched: Map<string, Watched>, keep: ReadonlyMap<string, EventTarget>): Promise<void> {
  const ending = [...watched].filter(([id, { target }]) => {
    const next = keep.get(id);
    return next === undefined || fingerprintOf(next) !== fingerprintOf(target);
  });
  await Promise.all(ending.map(([, { listener }]) => listener.stop()));
  for (const [id] of ending) watched.delete(id);
  await release(
    parts,
    ending.map(([, { target }]) => target).filter(({ id }) => !keep.has(id)),
  );
}

/** Which channel of a recorder is dialled makes no difference to its subscription. */
function fingerprintOf(target: EventTarget): string {
  const { source, sealed, organisationNetworks, securePort } = dialledTarget(target);
  const address = isRecorder(target) && source.kind === 'onvif' ? source.url : source;
  return JSON.stringify([address, sealed?.keyId, sealed?.bytes.toString('base64'), organisationNetworks, securePort]);
}
