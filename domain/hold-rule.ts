/** Why a hold ended: a person released it, its time was over, its incident moved away from it, or the incident's limits forbid it now. */
export const HOLD_ENDS = ['released', 'lapsed', 'moved', 'limits'] as const;
export type HoldEnd = (typeof HOLD_ENDS)[number];
