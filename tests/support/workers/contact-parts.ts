import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { Registry } from 'prom-client';
import { createCameraAdapters } from '../../../camera-adapters/registry.ts';
import type { Database } from '../../../db/database.ts';
import { parseAllowedNetworks } from '../../../domain/allowed-networks.ts';
import { findFfmpeg } from '../../../media/ffmpeg-path.ts';
import type { Clock } from '../../../platform/clock.ts';
import { createConcurrencyLimiter } from '../../../platform/concurrency-limiter.ts';
import { createLogger } from '../../../platform/logger.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { createCameraContacts } from '../../../workers/contacts/camera-contacts.ts';
import { createCameraDialer } from '../../../workers/contacts/camera-dialer.ts';
import { createHealthRecorder } from '../../../workers/health/health-recorder.ts';
import { createWorkerMetrics } from '../../../workers/metrics.ts';

/** What the jobs that contact cameras are made of, on real adapters; loopback is the only network that may be dialled. */
export async function createContactParts(database: Database, clock: Clock) {
  const registry = new Registry();
  const metrics = createWorkerMetrics(registry);
  const secretBox = createSecretBox([randomBytes(32)]);
  const adapters = createCameraAdapters({ ffmpeg: await findFfmpeg() });
  const addressPolicy = { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') };
  const dialer = createCameraDialer({ adapters, addressPolicy, secretBox, clock });
  return {
    database,
    clock,
    registry,
    metrics,
    secretBox,
    adapters,
    dialer,
    logger: createLogger('silent'),
    limiter: createConcurrencyLimiter(64),
    contacts: createCameraContacts({ dialer, clock, metrics }),
    health: createHealthRecorder({ database, clock }),
  };
}

/** A job as a consumer hands it to its handler. */
export function runningJob<P>(payload: P, signal: AbortSignal = new AbortController().signal) {
  // as the consumer does: every contact of the job listens to it
  setMaxListeners(0, signal);
  return { id: 'test', payload, dueAtMs: Date.now(), isLastAttempt: false, signal };
}
