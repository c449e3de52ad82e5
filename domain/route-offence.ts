import type { IncidentCategory } from './incident-terms.ts';

/**
 * The named list: the only categories of incident from which a route may be searched, each since its date. They have a victim or a damage, and somebody who may have fled.
 * `public_disorder` and `brawl` are not on it: they happen where many people are who did nothing (who was hurt there is an `intentional_injury`). `disorderly_gathering` never comes on
 * it. A change of this list is a decision about people's rights, not a setting: it takes a new version of the service, and a line in `docs/design/route-search.md`.
 */
export const ROUTE_OFFENCES = {
  intentional_injury: '2026-11-27',
  theft: '2026-11-27',
  property_damage: '2026-11-27',
  // somebody who drives away after it
  traffic_accident: '2026-11-27',
} as const satisfies Partial<Record<Exclude<IncidentCategory, 'disorderly_gathering'>, string>>;

/** Whether a category of incident is on the named list. */
export function isRouteOffence(category: string): boolean {
  return Object.hasOwn(ROUTE_OFFENCES, category);
}
