import { z } from 'zod';
import { AppError, isAppError } from '../../domain/app-error.ts';
import { ownPictureWaitMs, PICTURES_LOOKED_AT } from '../../domain/own-picture-terms.ts';
import { toIso } from '../../domain/time-interval.ts';
import { acceptedWire, idParamsWire } from '../../domain/wire/common-wire.ts';
import { jobOut } from '../../domain/wire/contact-wire.ts';
import type { Queryable } from '../../db/database.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as contacts from '../../db/repositories/contact-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { newId } from '../../platform/new-id.ts';
import type { ApiApp } from '../api-app.ts';
import { requireCamera } from '../cameras/camera-change.ts';
import { findPackageJob } from '../evidence/wire-package.ts';
import { findCopyJob } from '../media/copy-job.ts';
import { findMessageJob } from '../messages/wire-message.ts';
import { findPullJob } from '../pulls/wire-pull.ts';
import { findImportJob } from '../imports/wire-import.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

/** Pictures without a case are for checking a camera: one after the other they would be a recording of the street. Errors: `too_many_own_pictures` (rate_limited). */
async function requireFew(tx: Queryable, cameraId: string, nowMs: number): Promise<void> {
  const { most, withinMs } = PICTURES_LOOKED_AT;
  const waitMs = ownPictureWaitMs(await contacts.lockPicturesAsked(tx, cameraId, { sinceMs: nowMs - withinMs, limit: most }), nowMs);
  if (waitMs === 0) return;
  const text =
    'So many pictures of this camera were taken that they would become a recording. They are for seeing whether it works: wait, or test it with a check.';
  throw new AppError('rate_limited', 'too_many_own_pictures', text, { details: { retryAfterS: Math.ceil(waitMs / 1000) } });
}

/** Leaves a job for the workers. The row comes first: a job whose row is missing would have nothing to do. */
async function ask(context: ServerContext, session: LiveSession, cameraId: string, kind: 'check' | 'snapshot'): Promise<{ jobId: string }> {
  const camera = await requireCamera(context.db, cameraId);
  if (camera.sourceKind === 'registered')
    throw new AppError('conflict', 'camera_not_dialable', "This camera is registered without a stream: the service can't contact it. Give it a source first.");
  // people must have been told that they are filmed before a picture of them is kept; a check measures and throws away
  if (kind === 'snapshot' && (camera.purpose === null || camera.postedOn === null))
    throw new AppError(
      'conflict',
      'camera_is_draft',
      'This camera has no purpose or no posted notice yet, so no picture of it is kept. Enter both, or test it with a check.',
    );
  const nowMs = context.clock.now();
  const jobId = newId(nowMs);
  const entry = { actor: actorOf(session), action: kind === 'check' ? 'camera.check' : 'camera.picture', cameraIds: [cameraId] } as const;
  const store = async (tx: Queryable): Promise<void> => {
    if (kind === 'snapshot') await requireFew(tx, cameraId, nowMs);
    await contacts.insertCheck(tx, { id: jobId, cameraId, requestedBy: session.userId, kind });
    await appendAudit(tx, { ...entry, detail: { jobId } });
  };
  await context.db.transaction(store).catch(async (error: unknown) => {
    if (isAppError(error, 'too_many_own_pictures')) await appendAudit(context.db, { ...entry, outcome: 'refused', detail: { code: error.code } });
    throw error;
  });
  await context.jobs.add(kind === 'check' ? 'check-camera' : 'take-snapshot', { checkId: jobId }, jobId);
  return { jobId };
}

function wireCheck(row: contacts.CheckRow): z.output<typeof jobOut> {
  const { id, kind, state, progress, result, error } = row;
  return {
    id,
    kind,
    state,
    progress,
    result,
    error,
    createdAt: toIso(row.createdAtMs),
    finishedAt: row.finishedAtMs === null ? null : toIso(row.finishedAtMs),
  };
}

/** `POST /cameras/{id}/checks`, `POST /cameras/{id}/snapshots` and the jobs that they start. */
export function registerCheckRoutes(app: ApiApp, context: ServerContext): void {
  const accepted = { 202: acceptedWire };
  app.post(
    '/cameras/:id/checks',
    {
      config: { action: 'camera.check', target: 'camera' },
      schema: { tags: ['checks'], summary: 'Test the camera now', params: idParamsWire, body: z.object({}).nullish(), response: accepted },
    },
    async ({ params, session }, reply) => reply.status(202).send(await ask(context, session, params.id, 'check')),
  );
  app.post(
    '/cameras/:id/snapshots',
    {
      config: { action: 'camera.picture', target: 'camera' },
      schema: { tags: ['snapshots'], summary: 'Take a picture of an own camera', params: idParamsWire, body: z.object({}).nullish(), response: accepted },
    },
    async ({ params, session }, reply) => reply.status(202).send(await ask(context, session, params.id, 'snapshot')),
  );
  app.get(
    '/jobs/:id',
    {
      config: { action: 'job.read', target: 'job' },
      schema: { tags: ['jobs'], summary: 'What became of a job', params: idParamsWire, response: { 200: jobOut } },
    },
    async ({ params, session }) => {
      const { db } = context;
      return (
        (await findImportJob(db, params.id)) ??
        (await findMessageJob(db, params.id)) ??
        (await findPullJob(db, params.id)) ??
        (await db.asPerson(session, (own) => findCopyJob(own, params.id, context.clock.now()))) ??
        (await findPackageJob(db, params.id, context.clock.now())) ??
        wireCheck(await contacts.findCheck(db, params.id))
      );
    },
  );
}
