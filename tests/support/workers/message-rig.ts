import { randomBytes } from 'node:crypto';
import { Registry } from 'prom-client';
import sql from 'sql-template-tag';
import type { Database } from '../../../db/database.ts';
import { createLogger } from '../../../platform/logger.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { createPlanMessagesJob } from '../../../workers/jobs/plan-messages-job.ts';
import { createChannelRest } from '../../../workers/messages/channel-rest.ts';
import { createMessageDelivery } from '../../../workers/messages/message-delivery.ts';
import type { MessageSenders } from '../../../workers/messages/message-sender.ts';
import { createWorkerMetrics } from '../../../workers/metrics.ts';
import { runningJob } from './contact-parts.ts';
import { createMovableClock } from './movable-clock.ts';

/** 14:00 on a Sunday in Viet Nam. */
export const AFTERNOON_MS = Date.UTC(2026, 10, 22, 7, 0);

/** A message's delivery, as a test looks at it. */
export interface SeenMessage {
  readonly subject: string;
  readonly body: string | null;
  readonly state: string;
  readonly attempts: number;
  readonly errorCode: string | null;
}

/** Planning and sending on a database, with a clock that a test moves and jitter left out. */
export function createMessageRig(
  database: Database,
  senders: MessageSenders,
  options: { startMs?: number; publicUrl?: string; settlePausesMs?: readonly number[] } = {},
) {
  const clock = createMovableClock(options.startMs ?? AFTERNOON_MS);
  const secretBox = createSecretBox([randomBytes(32)]);
  const metrics = createWorkerMetrics(new Registry());
  const random = () => 0;
  const parts = { database, senders, secretBox, clock, logger: createLogger('silent'), metrics, random, settlePausesMs: options.settlePausesMs ?? [] };
  const newDelivery = (rest = createChannelRest(random)) => createMessageDelivery({ ...parts, rest });
  const delivery = newDelivery();
  const plan = createPlanMessagesJob({ database, clock, publicUrl: options.publicUrl });
  const signal = new AbortController().signal;
  return {
    clock,
    secretBox,
    delivery,
    /** Another worker, which knows nothing of the first. */
    otherWorker: () => newDelivery(),
    plan: () => plan(runningJob({})),
    send: () => delivery.sendDue(signal),
    /** Plans and sends, as the schedule does every few seconds. */
    async tick() {
      await plan(runningJob({}));
      await delivery.sendDue(signal);
    },
    messages: () => database.rows<SeenMessage>(sql`SELECT subject, body, state, attempts, error_code AS "errorCode" FROM message ORDER BY id`),
    notices: () =>
      database.rows<{ phase: string; state: string; because: string | null }>(
        sql`SELECT phase, state, dropped_because AS because FROM alert_notice ORDER BY alert_id, phase DESC`,
      ),
  };
}
