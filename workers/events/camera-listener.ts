import { createBackoff } from '../../camera-adapters/backoff.ts';
import type { BackoffPolicy } from '../../camera-adapters/backoff.ts';
import type { SupervisorClock } from '../../camera-adapters/supervisor-clock.ts';
import type { Database } from '../../db/database.ts';
import type { ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import { AppError, isAppError, toAppError } from '../../domain/app-error.ts';
import type { Logger } from '../../platform/logger.ts';
import type { CameraDialer } from '../contacts/camera-dialer.ts';
import type { WorkerMetrics } from '../metrics.ts';
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

/** Somebody who listens to the flags of one camera. */
export interface CameraListener {
  readonly flags: FlagKeeper;
  stop(): Promise<void>;
}

/** Listens until it is stopped; what fails is tried again with growing pauses, and never disturbs anything else. */
export function startCameraListener(parts: ListenerParts, target: ContactTarget): CameraListener {
  const abort = new AbortController();
  const flags = createFlagKeeper(parts.database, target.cameraId);
  const ended = supervise(parts, target, flags, abort.signal);
  return {
    flags,
    async stop() {
      abort.abort();
      await ended;
    },
  };
}

async function supervise(parts: ListenerParts, target: ContactTarget, flags: FlagKeeper, signal: AbortSignal): Promise<void> {
  const { clock, logger } = parts;
  const backoff = createBackoff(LISTENER_BACKOFF, Math.random);
  while (!signal.aborted) {
    const startedAtMs = clock.now();
    const error = await listenOnce(parts, target, flags, signal);
    if (signal.aborted) return;
    const delayMs = backoff.delayAfter(error, clock.now() - startedAtMs);
    const retryInMs = isAppError(error, 'not_supported') ? LISTENER_BACKOFF.hopelessMs : delayMs;
    logger.debug({ cameraId: target.cameraId, err: error, retryInMs }, "listening to a camera's events failed");
    await clock.wait(retryInMs, signal);
  }
}

/** @returns why it ended. */
async function listenOnce({ dialer, clock, metrics }: ListenerParts, target: ContactTarget, flags: FlagKeeper, signal: AbortSignal): Promise<AppError> {
  try {
    const { adapter, source, context } = dialer.prepare(target, { deadlineMs: DEADLINE_MS, signal });
    for await (const event of adapter.events(source, context)) {
      metrics.cameraEvents.inc({ kind: event.kind });
      await flags.take(event, clock.now());
    }
    return new AppError('camera', 'events_ended', 'The camera ended the subscription to its events. It is begun anew.');
  } catch (error) {
    return toAppError(error);
  }
}
