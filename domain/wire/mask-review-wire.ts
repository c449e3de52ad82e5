import { z } from 'zod';
import { MASK_REVIEW_OUTCOMES, MASK_REVIEW_STATES } from '../mask-review-terms.ts';
import { SENSITIVE_CATEGORIES } from '../sensitive-building.ts';
import { idWire, instantOut, pageQueryWire, reasonWire } from './common-wire.ts';

export const maskReviewQueryWire = pageQueryWire.extend({
  cameraId: idWire.optional(),
  open: z
    .enum(['true', 'false'])
    .optional()
    .describe('true: only cameras whose masks are to be reviewed or drawn, or with a mask that waits for a second person to agree to its lifting'),
});

export const maskReviewCreateWire = z.object({
  placementId: idWire.describe('the placement whose view was judged: the one of the camera as the reviewer saw it'),
  outcome: z.enum(MASK_REVIEW_OUTCOMES),
  reason: reasonWire,
});

/** A camera whose masks somebody has to think about, with what was last found. */
export const maskReviewOut = z.object({
  cameraId: idWire,
  cameraName: z.string(),
  unitName: z.string(),
  sees: z.array(z.enum(SENSITIVE_CATEGORIES)).describe('sensitive buildings within its coverage, and what its purpose says that it sees'),
  state: z.enum(MASK_REVIEW_STATES),
  liftsWaiting: z.number().int().describe('masks that wait for another person to agree to their lifting'),
  placementId: idWire.describe('where it points now'),
  placedSince: instantOut.describe('since when it points where it does'),
  outcome: z.enum(MASK_REVIEW_OUTCOMES).nullable().describe('of the newest review, which may be of an earlier placement'),
  reason: z.string().nullable(),
  reviewedBy: z.string().nullable(),
  reviewedAt: instantOut.nullable(),
});
