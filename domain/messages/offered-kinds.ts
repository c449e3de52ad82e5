import type { OrganisationKind } from '../role.ts';
import { ALERT_KINDS, SUBSCRIPTION_KINDS, type SubscriptionKind } from './message-terms.ts';

/** Organisations that are to answer bells, and may be told of those that nobody answered. */
export const ANSWERING_KINDS = ['police_post', 'area_command'] as const satisfies readonly OrganisationKind[];

/** What an organisation of a kind may ask to be told of: bells only those that answer them. */
export function offeredKinds(kind: OrganisationKind): readonly SubscriptionKind[] {
  return ANSWERING_KINDS.some((known) => known === kind) ? SUBSCRIPTION_KINDS : ALERT_KINDS;
}
