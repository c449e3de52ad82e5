/** What a place that was searched for is. */
export const PLACE_KINDS = ['landmark', 'site', 'crossing', 'road', 'unit'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];
