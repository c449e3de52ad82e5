import type { z } from 'zod';
import { toIso } from '../../domain/time-interval.ts';
import type { MessageState } from '../../domain/messages/message-terms.ts';
import type { jobOut } from '../../domain/wire/contact-wire.ts';
import type { messageOut } from '../../domain/wire/message-wire.ts';
import type { Queryable } from '../../db/database.ts';
import { findMessage, type MessageRow } from '../../db/repositories/message-repository.ts';

function problemOf({ errorCode, errorMessage }: MessageRow): { code: string; message: string } | null {
  return errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' };
}

/** A message as the API returns it. */
export function wireMessage(row: MessageRow): z.output<typeof messageOut> {
  const { id, subscriptionId, kind, channel, subject, state, attempts } = row;
  return {
    id,
    subscriptionId,
    kind,
    channel,
    to: row.addressMasked,
    subject,
    text: row.body,
    state,
    attempts,
    nextAttemptAt: state === 'waiting' ? toIso(row.nextAttemptAtMs) : null,
    error: problemOf(row),
    createdAt: toIso(row.createdAtMs),
    finishedAt: row.finishedAtMs === null ? null : toIso(row.finishedAtMs),
  };
}

const JOB_STATES = { waiting: 'waiting', sending: 'active', sent: 'completed', failed: 'failed' } as const satisfies Record<MessageState, string>;

/** The message with this id as a job; undefined when it is none. */
export async function findMessageJob(db: Queryable, id: string): Promise<z.output<typeof jobOut> | undefined> {
  const message = await findMessage(db, id);
  return message && messageAsJob(message);
}

/** A message as the job that somebody started; the error of a try that will be repeated isn't the job's. */
function messageAsJob(row: MessageRow): z.output<typeof jobOut> {
  const isDone = row.finishedAtMs !== null;
  return {
    id: row.id,
    kind: 'message',
    state: JOB_STATES[row.state],
    progress: isDone ? 1 : 0,
    result: row.state === 'sent' ? { attempts: row.attempts } : null,
    error: row.state === 'failed' ? problemOf(row) : null,
    createdAt: toIso(row.createdAtMs),
    finishedAt: row.finishedAtMs === null ? null : toIso(row.finishedAtMs),
  };
}
