import { createBackoff } from '../../camera-adapters/backoff.ts';
import type { BackoffPolicy } from '../../camera-adapters/backoff.ts';
import type { SupervisorClock } from '../../camera-adapters/supervisor-clock.ts';
import type { Database } from '../../db/database.ts';
import type { ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import type { EventTarget } from '../../db/repositories/event-target-repository.ts';
import { AppError, isAppError, toAppError } from '../../domain/app-error.ts';
import type { CameraEvent } from '../../domain/camera-event.ts';
import type { Logger } from '../../platform/logger.ts';
import type { CameraDialer } from '../contacts/camera-dialer.ts';
import type { WorkerMetrics } from '../metrics.ts';
import { cameraOfEvent } from './event-camera.ts';
import { createFlagKeeper, type FlagKeeper } from './flag-keeper.ts';

/** Each question of a subscription. */
const DEADLINE_MS = 8_000;
/** Nobody waits for flags as for footage: a camera that drops its subscriptions is asked ever more seldom. */
const LISTENER_BACKOFF: BackoffPolicy = { firstMs: 5_000, mostMs: 600_000, hopelessMs: 3_600_000, stableMs: 120_000 };

/** What a listener works with. */
export interface ListenerParts {
  readonly database: Database;
  readonly dialer: CameraDialer;
  readonly clock: SupervisorClock;
  readonly logger: Logger;
  readonly metrics: WorkerMetrics;
}

/** Somebody who listens to the flags of one camera, or of one recorder for all its channels. */
export interface FlagListener {
  /** Channels come and go; the subscription stays. */
  follow(target: EventTarget): void;
  /** Asks for the further pictures of flags that stay up. */
  lookAgain(nowMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** How a target is dialled: through its first channel, by TLS where any of them was found to have it. */
export function dialledTarget({ channels }: EventTarget): ContactTarget {
  const { securePort, ...first } = channels[0]!;
  const port = securePort ?? channels.find((channel) => channel.securePort !== undefined)?.securePort;
  return { ...first, ...(port !== undefined && { securePort: port }) };
}

/** Listens until it is stopped; what fails is tried again with growing pauses, and never disturbs anything else. */
export function startFlagListener(parts: ListenerParts, begun: EventTarget): FlagListener {
  const abort = new AbortController();
  const keepers = new Map<string, FlagKeeper>();
  let target = begun;
  const take = async (event: CameraEvent): Promise<void> => {
    const cameraId = cameraOfEvent(target, event);
    (cameraId === undefined ? parts.metrics.unmatchedEvents : parts.metrics.cameraEvents).inc({ kind: event.kind });
    if (cameraId === undefined) return;
    const keeper = keepers.get(cameraId) ?? createFlagKeeper(parts.database, cameraId);
    keepers.set(cameraId, keeper);
    await keeper.take(event, parts.clock.now());
  };
  const ended = supervise(parts, begun.id, () => dialledTarget(target), take, abort.signal);
  return {
    follow(next) {
      target = next;
      const heard = new Set(next.channels.map(({ cameraId }) => cameraId));
      for (const cameraId of keepers.keys()) if (!heard.has(cameraId)) keepers.delete(cameraId);
    },
    async lookAgain(nowMs) {
      await Promise.all([...keepers.values()].map((keeper) => keeper.lookAgain(nowMs)));
    },
    async stop() {
      abort.abort();
      await ended;
    },
  };
}

type Take = (event: CameraEvent) => Promise<void>;

async function supervise(parts: ListenerParts, id: string, dialled: () => ContactTarget, take: Take, signal: AbortSignal): Promise<void> {
  const { clock, logger } = parts;
  const backoff = createBackoff(LISTENER_BACKOFF, Math.random);
  while (!signal.aborted) {
    const startedAtMs = clock.now();
    const error = await listenOnce(parts, dialled, take, signal);
    if (signal.aborted) return;
    const delayMs = backoff.delayAfter(error, clock.now() - startedAtMs);
    const retryInMs = isAppError(error, 'not_supported') ? LISTENER_BACKOFF.hopelessMs : delayMs;
    logger.debug({ listenedId: id, err: error, retryInMs }, "listening to a camera's events failed");
    await clock.wait(retryInMs, signal);
  }
}

/** @returns why it ended. */
async function listenOnce({ dialer }: ListenerParts, dialled: () => ContactTarget, take: Take, signal: AbortSignal): Promise<AppError> {
  try {
    const { adapter, source, context } = dialer.prepare(dialled(), { deadlineMs: DEADLINE_MS, signal });
    for await (const event of adapter.events(source, context)) await take(event);
    return new AppError('camera', 'events_ended', 'The camera ended the subscription to its events. It is begun anew.');
  } catch (error) {
    return toAppError(error);
  }
}
