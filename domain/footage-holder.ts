/** Who keeps the footage of a camera that can't be dialled, as a kind: never a person. */
export const FOOTAGE_HOLDERS = ['household', 'shop', 'company', 'school', 'clinic', 'agency', 'worship', 'board', 'other'] as const;
export type FootageHolder = (typeof FOOTAGE_HOLDERS)[number];
