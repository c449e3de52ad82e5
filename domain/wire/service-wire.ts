import { z } from 'zod';
import { QUEUE_NAMES } from '../job-terms.ts';
import { SERVICE_PROBLEMS } from '../service-problem.ts';
import { instantOut } from './common-wire.ts';

const count = z.number().int().min(0);

export const serviceStateOut = z.object({
  at: instantOut,
  version: z.string(),
  startedAt: instantOut.describe('of the server that answers'),
  problems: z.array(z.enum(SERVICE_PROBLEMS)).describe('empty: all is well'),
  database: z.object({ version: z.string(), postgisVersion: z.string(), sizeBytes: count, connections: count, migration: count }),
  disk: z.object({ freeBytes: count.nullable().describe('null: the store has no such limit') }),
  workers: z.array(z.object({ id: z.string(), startedAt: instantOut, beatAt: instantOut, jobsDone: count, isAlive: z.boolean() })),
  queues: z
    .array(z.object({ name: z.enum(QUEUE_NAMES), waiting: count, active: count, delayed: count, failed: count }))
    .nullable()
    .describe('null: the queue does not answer'),
  schedules: z.array(z.object({ name: z.string(), everyMs: count, nextAt: instantOut.nullable(), isLate: z.boolean() })),
  failures: z
    .array(z.object({ queue: z.enum(QUEUE_NAMES), name: z.string(), failedAt: instantOut, attempts: count, reason: z.string() }))
    .describe('the newest, no more than a day old'),
  cameras: z.object({ overduePings: count.describe('due for more than half a minute; 10,000 stands for that many or more') }),
  messages: z.object({ waiting: count, failedLastDay: count }),
});
