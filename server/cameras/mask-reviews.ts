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

/** Stores whether a camera needs masks where it points now; how it stands then. Refusals are logged. Errors: `camera_hangs_nowhere`, `personal_data_in_text`. */
export async function reviewMasks(
  { db, clock }: ServerContext,
  session: LiveSession,
  cameraId: string,
  { outcome, reason }: z.output<typeof maskReviewCreateWire>,
): Promise<MaskReviewRow> {
  const atMs = clock.now();
  const id = newId(atMs);
  const entry = { actor: actorOf(session), action: 'mask.review', cameraIds: [cameraId], detail: { reviewId: id, outcome } };
  await withRefusalsLogged(db, entry, () =>
    db.transaction(async (tx) => {
      checkSummary(reason, 'reason');
      if (!(await insertMaskReview(tx, { id, cameraId, outcome, reason, reviewedBy: session.userId, atMs }))) {
        throw new AppError('conflict', 'camera_hangs_nowhere', 'This camera has no place now. Enter where it hangs first.');
      }
      await appendAudit(tx, entry);
    }),
  );
  const [row] = await listMaskReviews(db, { reach: { ...session, scope: 'any' }, onlyOpen: false, cameraId }, { limit: 1 });
  return row!;
}

/** A review as it goes out. */
export function wireMaskReview({ placedSinceMs, reviewedAtMs, sees, ...row }: MaskReviewRow): z.output<typeof maskReviewOut> {
  return { ...row, sees: [...sees], placedSince: toIso(placedSinceMs), reviewedAt: reviewedAtMs === null ? null : toIso(reviewedAtMs) };
}
