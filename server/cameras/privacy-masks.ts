import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import { checkMaskOutline, liftEndMs, MASK_LIMITS } from '../../domain/privacy-mask.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { maskCreateWire, maskLiftAgreeWire, maskLiftRequestWire, maskOut } from '../../domain/wire/mask-wire.ts';
import type { Queryable } from '../../db/database.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as masks from '../../db/repositories/privacy-mask-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

/** An act on masks of a camera, in the log with what came of it; `detail` holds ids only. */
async function acting(
  { db }: ServerContext,
  session: LiveSession,
  act: { readonly action: string; readonly cameraId: string; readonly maskId: string; readonly replaces?: string | undefined },
  work: (tx: Queryable) => Promise<void>,
): Promise<void> {
  const entry = {
    actor: actorOf(session),
    action: act.action,
    cameraIds: [act.cameraId],
    detail: { maskId: act.maskId, ...(act.replaces !== undefined && { replaces: act.replaces }) },
  };
  await withRefusalsLogged(db, entry, () =>
    db.transaction(async (tx) => {
      await work(tx);
      await appendAudit(tx, entry);
    }),
  );
}

/** Draws a mask on where the camera points now; returns its id. One that it `replaces` holds until another person agrees to lift it. Refusals are logged, here and below. Errors: `not_found`, `mask_lifted`, `mask_too_small`, `too_many_masks`, `camera_hangs_nowhere`, `personal_data_in_text`. */
export async function drawMask(
  context: ServerContext,
  session: LiveSession,
  cameraId: string,
  { outline, reason, replaces }: z.output<typeof maskCreateWire>,
): Promise<string> {
  const atMs = context.clock.now();
  const id = newId(atMs);
  await acting(context, session, { action: 'mask.create', cameraId, maskId: id, replaces }, async (tx) => {
    checkSummary(reason, 'reason');
    checkMaskOutline(outline);
    if ((await masks.countLiveMasks(tx, cameraId)) >= MASK_LIMITS.live) {
      throw new AppError('conflict', 'too_many_masks', `A camera has at most ${MASK_LIMITS.live} masks. Draw fewer and larger ones, or turn the camera.`);
    }
    const before = replaces === undefined ? null : await lockHolding(tx, cameraId, replaces, atMs);
    if (!(await masks.insertMask(tx, { id, cameraId, outline, reason, replaces, createdBy: session.userId, atMs }))) {
      throw new AppError('conflict', 'camera_hangs_nowhere', 'This camera has no place now. Enter where it hangs, then draw the mask.');
    }
    // another mask takes its place, so it goes for good
    if (before !== null && (!before.liftWaits || before.liftUntilMs !== null))
      await masks.requestLift(tx, before, { by: session.userId, reason, atMs, untilMs: null });
  });
  return id;
}

async function lockHolding(tx: Queryable, cameraId: string, maskId: string, nowMs: number): Promise<masks.MaskRow> {
  const mask = await masks.lockMask(tx, cameraId, maskId, nowMs);
  if (mask.holds) return mask;
  throw new AppError('conflict', 'mask_lifted', 'This mask was lifted already. Load it again.');
}

/** Asks for a mask to be lifted until then (see `liftEndMs`); it holds until another person agrees. Errors: `not_found`, `mask_lifted`, `lift_needs_end`, `lift_time_out_of_range`, `personal_data_in_text`. */
export async function askForLift(
  context: ServerContext,
  session: LiveSession,
  { cameraId, maskId, reason, until }: z.output<typeof maskLiftRequestWire> & { cameraId: string; maskId: string },
): Promise<void> {
  const atMs = context.clock.now();
  await acting(context, session, { action: 'mask.lift_request', cameraId, maskId }, async (tx) => {
    checkSummary(reason, 'reason');
    const mask = await lockHolding(tx, cameraId, maskId, atMs);
    const untilMs = liftEndMs(until, atMs);
    if (untilMs === null && mask.isOfView && !(await masks.isReplaced(tx, mask)))
      throw new AppError(
        'conflict',
        'lift_needs_end',
        'A mask is lifted for good only when another one was drawn in its place, or the camera points elsewhere. Say until when it is to be lifted.',
      );
    await masks.requestLift(tx, mask, { by: session.userId, reason, atMs, untilMs });
  });
}

/** Lifts a mask as the second person, who says why and names the request that they read: a later one may be for longer. Errors: `not_found`, `personal_data_in_text`, `mask_lifted`, `lift_not_requested`, `mask_same_person`, `lift_changed`. */
export async function agreeToLift(
  context: ServerContext,
  session: LiveSession,
  { cameraId, maskId, reason, liftRequestedAt }: z.output<typeof maskLiftAgreeWire> & { cameraId: string; maskId: string },
): Promise<void> {
  const atMs = context.clock.now();
  await acting(context, session, { action: 'mask.lift', cameraId, maskId }, async (tx) => {
    checkSummary(reason, 'reason');
    const { liftRequestedById, liftRequestedAtMs, liftWaits } = await lockHolding(tx, cameraId, maskId, atMs);
    if (!liftWaits)
      throw new AppError(
        'conflict',
        'lift_not_requested',
        'Nobody asked for this mask to be lifted, or the time for it is over. Somebody of the board asks first, with a reason.',
      );
    if (liftRequestedById === session.userId)
      throw new AppError('conflict', 'mask_same_person', 'Another person than who asked lifts a mask. Ask a colleague of the board, or the commander.');
    if (liftRequestedAtMs !== Date.parse(liftRequestedAt))
      throw new AppError(
        'conflict',
        'lift_changed',
        'The lifting was asked for anew meanwhile, perhaps for longer. Nothing was lifted. Load the mask again, and judge that.',
      );
    await masks.liftMask(tx, maskId, { by: session.userId, reason, atMs });
  });
}

const isoOrNull = (atMs: number | null): string | null => (atMs === null ? null : toIso(atMs));

/** A mask as it goes out. */
export function wireMask(row: masks.MaskRow): z.output<typeof maskOut> {
  const { id, cameraId, placementId, isOfView, reason, createdBy, liftRequestedBy, liftReason, liftedBy, replaces, liftAgreedReason } = row;
  const open = row.liftWaits ? 'lift_requested' : 'live';
  return {
    ...{ id, cameraId, placementId, isOfView, reason, createdBy, liftRequestedBy, liftReason, liftedBy, replaces, liftAgreedReason },
    outline: row.outline.map(([x, y]) => [x, y]),
    state: row.holds ? open : 'lifted',
    createdAt: toIso(row.createdAtMs),
    liftRequestedAt: isoOrNull(row.liftRequestedAtMs),
    liftUntil: isoOrNull(row.liftUntilMs),
    liftedAt: isoOrNull(row.liftedAtMs),
  };
}
