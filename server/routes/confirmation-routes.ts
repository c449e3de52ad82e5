import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import { saidMomentMs } from '../../domain/said-moment.ts';
import { toIso } from '../../domain/time-interval.ts';
import { idTimeMs } from '../../domain/uuid.ts';
import { idParamsWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import { confirmationOut, confirmationWire } from '../../domain/wire/confirmation-wire.ts';
import { publishEvent } from '../../db/live-events.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { insertConfirmation, listConfirmations, type ConfirmationRow } from '../../db/repositories/confirmation-repository.ts';
import { newId } from '../../platform/new-id.ts';
import type { ApiApp } from '../api-app.ts';
import { requireCamera } from '../cameras/camera-change.ts';
import { toPage } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { readTimeCursor } from './time-range.ts';

/** An older word would be due again as soon as it is here. */
const OLDEST_MS = 31 * 86_400_000;

function wireConfirmation({ confirmedAtMs, holder, whereToAsk, keepsHours, ...rest }: ConfirmationRow): z.output<typeof confirmationOut> {
  return { ...rest, confirmedAt: toIso(confirmedAtMs), recordedAt: toIso(idTimeMs(rest.id)), handIn: { holder, whereToAsk, keepsHours } };
}

/** From when a word counts. Errors: `confirmation_in_future`, `confirmation_too_old` (invalid). */
function momentOfWord(seenAt: string | undefined, nowMs: number): number {
  const momentMs = saidMomentMs(seenAt, nowMs);
  if (momentMs === null)
    throw new AppError(
      'invalid',
      'confirmation_in_future',
      'seenAt lies in the future. Say when somebody looked at the camera; if that was so, set the clock of the device right.',
    );
  if (momentMs < nowMs - OLDEST_MS)
    throw new AppError(
      'invalid',
      'confirmation_too_old',
      'seenAt lies more than 31 days back. Look at the camera again and confirm it then; if somebody just did, set the clock of the device right.',
    );
  return momentMs;
}

/**
 * Keeps what a board saw of a camera at the moment when it looked: whatever was seen later goes on counting, however late this comes. Errors: `camera_is_contacted` (conflict), `personal_data_in_text`,
 * `confirmation_in_future`, `confirmation_too_old` (invalid).
 */
async function confirm(context: ServerContext, session: LiveSession, cameraId: string, input: z.output<typeof confirmationWire>): Promise<ConfirmationRow> {
  const camera = await requireCamera(context.db, cameraId);
  if (camera.sourceKind !== 'registered')
    throw new AppError(
      'conflict',
      'camera_is_contacted',
      'The service contacts this camera itself. Only cameras that are registered without a stream are confirmed by their board.',
    );
  const { holder, whereToAsk = null, keepsHours = null } = input.handIn;
  if (whereToAsk !== null) checkSummary(whereToAsk, 'whereToAsk');
  const nowMs = context.clock.now();
  const confirmedAtMs = momentOfWord(input.seenAt, nowMs);
  const { stillThere, stillFilms } = input;
  const row = {
    id: newId(nowMs),
    cameraId,
    confirmedAtMs,
    stillThere,
    stillFilms,
    holder,
    whereToAsk: whereToAsk?.replaceAll('\0', '') ?? null,
    keepsHours,
  };
  await context.db.transaction(async (tx) => {
    await insertConfirmation(tx, { ...row, confirmedBy: session.userId });
    const detail = { stillThere, stillFilms, holder, seenAt: toIso(confirmedAtMs) };
    await appendAudit(tx, { actor: actorOf(session), action: 'camera.confirm', cameraIds: [cameraId], detail });
    await publishEvent(tx, { topic: 'cameras', type: 'changed', data: { cameraId } });
  });
  return row;
}

/** `/cameras/{id}/confirmations`: what its board says of a camera that can't be dialled, once a month. */
export function registerConfirmationRoutes(app: ApiApp, context: ServerContext): void {
  app.post(
    '/cameras/:id/confirmations',
    {
      config: { action: 'camera.confirm', target: 'camera' },
      schema: {
        tags: ['cameras'],
        summary: 'Still there, still films, whom to ask for footage',
        params: idParamsWire,
        body: confirmationWire,
        response: { 201: confirmationOut },
      },
    },
    async ({ params, body, session }, reply) => reply.status(201).send(wireConfirmation(await confirm(context, session, params.id, body))),
  );
  app.get(
    '/cameras/:id/confirmations',
    {
      config: { action: 'camera.read', target: 'camera' },
      schema: {
        tags: ['cameras'],
        summary: 'Confirmations, newest first',
        params: idParamsWire,
        querystring: pageQueryWire,
        response: { 200: listOf(confirmationOut) },
      },
    },
    async ({ params, query }) => {
      const rows = await listConfirmations(context.db, params.id, { limit: query.limit + 1, before: readTimeCursor(query.cursor) });
      const page = toPage(rows, query.limit, (row) => [row.confirmedAtMs, row.id]);
      return { items: page.items.map(wireConfirmation), nextCursor: page.nextCursor };
    },
  );
}
