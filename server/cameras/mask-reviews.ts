import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { maskReviewCreateWire, maskReviewOut } from '../../domain/wire/mask-review-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { insertMaskReview, listMaskReviews, type MaskReviewRow } from '../../db/repositories/mask-review-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

/** Stores whether a camera needs masks where its reviewer saw it point; how it stands then. Refusals are logged. Errors: `placement_changed` when it points elsewhere by now, or nowhere; `personal_data_in_text`. */
export async function reviewMasks(
  { db, clock }: ServerContext,
  session: LiveSession,
  cameraId: string,
  { placementId, outcome, reason }: z.output<typeof maskReviewCreateWire>,
): Promise<MaskReviewRow> {
  const atMs = clock.now();
  const id = newId(atMs);
  const entry = { actor: actorOf(session), action: 'mask.review', cameraIds: [cameraId], detail: { reviewId: id, outcome } };
  await withRefusalsLogged(db, entry, () =>
    db.transaction(async (tx) => {
      checkSummary(reason, 'reason');
      if (!(await insertMaskReview(tx, { id, cameraId, placementId, outcome, reason, reviewedBy: session.userId, atMs }))) {
        throw new AppError(
          'conflict',
          'placement_changed',
          'The camera does not point where you saw it any more: somebody entered another placement, or took it down. Nothing was saved. Load the page again, look at what it sees now, and judge that.',
        );
      }
      await appendAudit(tx, entry);
    }),
  );
  const [row] = await listMaskReviews(db, { reach: { ...session, scope: 'any' }, onlyOpen: false, nowMs: clock.now(), cameraId }, { limit: 1 });
  return row!;
}

/** A review as it goes out. */
export function wireMaskReview({ placedSinceMs, reviewedAtMs, sees, ...row }: MaskReviewRow): z.output<typeof maskReviewOut> {
  return { ...row, sees: [...sees], placedSince: toIso(placedSinceMs), reviewedAt: reviewedAtMs === null ? null : toIso(reviewedAtMs) };
}
