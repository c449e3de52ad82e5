/** What a reviewer may find. */
export const MASK_REVIEW_OUTCOMES = ['needed', 'not_needed'] as const;
export type MaskReviewOutcome = (typeof MASK_REVIEW_OUTCOMES)[number];

/** `not_due`: it sees nothing that is known to be sensitive, and nobody reviewed where it points now. `due`: nobody judged where the camera points now, or it sees more kinds of buildings than then. `mask_missing`: masks are needed and none is drawn for where it points now. */
export const MASK_REVIEW_STATES = ['not_due', 'due', 'mask_missing', 'reviewed'] as const;
export type MaskReviewState = (typeof MASK_REVIEW_STATES)[number];
