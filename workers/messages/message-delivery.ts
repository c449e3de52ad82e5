import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Queryable } from '../../db/database.ts';
import { deleteSubscription } from '../../db/repositories/alert-subscription-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as deliveries from '../../db/repositories/message-delivery-repository.ts';
import type { ClaimedMessage, DeliveryProblem } from '../../db/repositories/message-delivery-repository.ts';
import { AppError, toAppError } from '../../domain/app-error.ts';
import { CODE_LIFE_MS } from '../../domain/messages/code-limits.ts';
import { judgeDelivery, nextAttemptMs } from '../../domain/messages/delivery-rule.ts';
import { codeBody } from '../../domain/messages/message-text.ts';
import { MESSAGE_CHANNELS, type MessageChannel } from '../../domain/messages/message-terms.ts';
import { isQuiet, afterQuietHours } from '../../domain/messages/quiet-hours.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Sealed, SecretBox } from '../../platform/secret-box.ts';
import type { WorkerMetrics } from '../metrics.ts';
import type { ChannelRest } from './channel-rest.ts';
import type { MessageSenders, OutgoingMessage } from './message-sender.ts';

interface Parts {
  readonly database: Database;
  readonly senders: MessageSenders;
  readonly secretBox: SecretBox;
  readonly rest: ChannelRest;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Pick<WorkerMetrics, 'messages'>;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Pauses between tries to write down that a message was sent. */
  readonly settlePausesMs?: readonly number[];
}

/** Sends messages that were written. */
export interface MessageDelivery {
  /** Sends what is due on every channel that works, each at its own pace; a channel that another call of this worker is busy with is left to it. */
  sendDue(signal: AbortSignal): Promise<void>;
  /** Sends one message now, if it is due, nobody else has it and its channel works. */
  sendOne(messageId: string, signal: AbortSignal): Promise<void>;
}

/** A worker that takes longer than this has died: handing over ends in 45 s. */
const CLAIM_MS = 180_000;
/** Messages of a channel under way at once, and how many follow each other in one call; the next call, some seconds later, goes on. */
const LANES = 4;
const MOST_IN_A_LANE = 100;

/** 93 s together: less than the claim lasts. */
const SETTLE_PAUSES_MS = [500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 30_000];

const UNTRIED: DeliveryProblem = { code: 'channel_down', message: 'Nothing got through on this channel for too long; the message was given up.' };
const NO_CHANNEL: DeliveryProblem = { code: 'channel_missing', message: 'The operator has not set this channel up (any more).' };
const UNWANTED: DeliveryProblem = { code: 'unsubscribed', message: 'The subscription was switched off or deleted before the message was sent.' };
const NO_CODE: DeliveryProblem = { code: 'code_expired', message: 'The code was no longer good when it could be sent. Ask for a new one.' };

/** See docs/design/alert-messages.md, "Sending". */
export function createMessageDelivery(parts: Parts): MessageDelivery {
  const { database, senders, clock, rest } = parts;
  const busy = new Set<MessageChannel>();
  /** Sends the next message of a channel; false when there is none, or the channel does not work. */
  const sendNext = async (channel: MessageChannel, signal: AbortSignal): Promise<boolean> => {
    if (signal.aborted || rest.isResting(channel, clock.now())) return false;
    const message = await deliveries.claimDueMessage(database, channel, clock.now(), clock.now() + CLAIM_MS);
    if (message !== undefined) await deliver(parts, message, signal);
    return message !== undefined;
  };
  const runLane = async (channel: MessageChannel, signal: AbortSignal): Promise<void> => {
    for (let sent = 0; sent < MOST_IN_A_LANE; sent++) if (!(await sendNext(channel, signal))) return;
  };
  const runChannel = async (channel: MessageChannel, signal: AbortSignal): Promise<void> => {
    if (busy.has(channel) || senders[channel] === undefined) return;
    busy.add(channel);
    try {
      // one alone goes ahead: a server that hangs gets one message, not several
      if (await sendNext(channel, signal)) await Promise.all(Array.from({ length: LANES }, () => runLane(channel, signal)));
    } finally {
      busy.delete(channel);
    }
  };
  return {
    async sendDue(signal) {
      await deliveries.releaseAbandoned(database, clock.now());
      const given = await database.transaction((tx) => deliveries.giveUpOverdue(tx, UNTRIED, clock.now()));
      for (const { channel } of given) parts.metrics.messages.inc({ channel, outcome: 'failed' });
      const ends = await Promise.allSettled(MESSAGE_CHANNELS.map((channel) => runChannel(channel, signal)));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    },
    async sendOne(messageId, signal) {
      // what rests is left to `sendDue`: people who wait for codes must not fill the queue's places with a server that hangs
      const working = MESSAGE_CHANNELS.filter((channel) => !rest.isResting(channel, clock.now()));
      const message = await deliveries.claimMessage(database, messageId, working, clock.now(), clock.now() + CLAIM_MS);
      if (message !== undefined) await deliver(parts, message, signal);
    },
  };
}

/** What is handed over, or why nothing can be. */
function prepare({ secretBox }: Parts, claimed: ClaimedMessage): OutgoingMessage | DeliveryProblem {
  const { addressBytes, addressKeyId, codeBytes, codeKeyId, subscriptionId } = claimed;
  if (!claimed.isWanted || addressBytes === null || addressKeyId === null) return UNWANTED;
  const open = (bytes: Buffer, keyId: string): string => openOne(secretBox, { bytes, keyId }, subscriptionId);
  const address = open(addressBytes, addressKeyId);
  const { id, kind, channel, subject, createdAtMs } = claimed;
  if (claimed.body !== null) return { id, kind, channel, address, subject, createdAtMs, text: claimed.body };
  if (codeBytes === null || codeKeyId === null) return NO_CODE;
  const code = open(codeBytes, codeKeyId);
  return { id, kind, channel, address, subject, createdAtMs, text: codeBody(code, CODE_LIFE_MS / 60_000, { ...claimed, publicUrl: null }) };
}

/** An address that can't be opened concerns its own message, not the channel. Errors: `address_unreadable` (conflict). */
function openOne(secretBox: SecretBox, sealed: Sealed, subscriptionId: string): string {
  try {
    return secretBox.open(sealed, subscriptionId);
  } catch (cause) {
    throw new AppError(
      'conflict',
      'address_unreadable',
      'The stored address could not be opened: the service lacks the key that sealed it. Subscribe again, or have the operator add the key.',
      {
        cause,
      },
    );
  }
}

async function deliver(parts: Parts, claimed: ClaimedMessage, signal: AbortSignal): Promise<void> {
  const { clock, senders, database } = parts;
  const sender = senders[claimed.channel];
  if (sender === undefined) return fail(parts, claimed, NO_CHANNEL);
  const nowMs = clock.now();
  // it was held up until the night: a message that can wait does
  if (claimed.kind === 'alert' && isQuiet(nowMs, claimed.quietHours))
    return deliveries.settleRetry(database, claimed, { problem: null, nextMs: afterQuietHours(nowMs, claimed.quietHours), isCounted: false });
  let outcome: AppError | DeliveryProblem | null = null;
  try {
    const message = prepare(parts, claimed);
    if ('text' in message) await sender(message, signal);
    else outcome = message;
  } catch (error) {
    outcome = toAppError(error);
  }
  if (outcome === null) return succeed(parts, claimed);
  return outcome instanceof Error ? retryOrFail(parts, claimed, outcome) : fail(parts, claimed, outcome);
}

/** The other side has it: as long as this worker lives, a database that is gone for a minute must not make it send again. */
async function succeed({ database, clock, rest, metrics, logger, settlePausesMs = SETTLE_PAUSES_MS }: Parts, claimed: ClaimedMessage): Promise<void> {
  rest.worked(claimed.channel);
  metrics.messages.inc({ channel: claimed.channel, outcome: 'sent' });
  const settle = (): Promise<boolean> => database.transaction((tx) => deliveries.settleSent(tx, claimed, clock.now()));
  for (const pauseMs of settlePausesMs) {
    try {
      await settle();
      return;
    } catch (error) {
      logger.warn({ err: error, messageId: claimed.id }, 'a message was sent but that could not be written down yet');
      await pause(pauseMs);
    }
  }
  await settle();
}

async function fail({ database, clock, metrics }: Parts, claimed: ClaimedMessage, problem: DeliveryProblem): Promise<void> {
  metrics.messages.inc({ channel: claimed.channel, outcome: 'failed' });
  await database.transaction(async (tx) => {
    await deliveries.settleFailed(tx, claimed, problem, clock.now());
    if (problem.code === 'push_gone') await endGone(tx, claimed.subscriptionId, clock.now());
  });
}

/** The browser gave its subscription up: there is nobody left to tell. */
async function endGone(tx: Queryable, subscriptionId: string, nowMs: number): Promise<void> {
  await deleteSubscription(tx, subscriptionId, nowMs);
  await appendAudit(tx, { action: 'subscription.delete', detail: { subscriptionId, code: 'push_gone' } });
}

async function retryOrFail(parts: Parts, claimed: ClaimedMessage, error: AppError): Promise<void> {
  const { database, clock, rest, logger, metrics, random } = parts;
  const verdict = judgeDelivery(error);
  // its cause holds the server's own words, which may name the receiver
  logger.warn({ messageId: claimed.id, channel: claimed.channel, attempts: claimed.attempts, code: error.code, verdict }, 'a message was not delivered');
  const problem = { code: error.code, message: error.message };
  if (verdict === 'refused') return fail(parts, claimed, problem);
  if (verdict === 'channel_down') rest.failed(claimed.channel, clock.now());
  metrics.messages.inc({ channel: claimed.channel, outcome: 'retry' });
  const isCounted = error.kind !== 'cancelled';
  const nextMs = isCounted ? nextAttemptMs(claimed, claimed.quietHours, clock.now(), random()) : clock.now();
  return deliveries.settleRetry(database, claimed, { problem: isCounted ? problem : null, nextMs, isCounted });
}
