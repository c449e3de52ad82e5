import { isApiProblem } from '../api/api-problem.ts';

/** Why a network is not searched; each has a text `discovery.refused.<name>` that says who can change it. */
export type DiscoveryRefusal = 'operator' | 'administrator' | 'public' | 'special';

/** What a refused search was refused for; undefined for other errors. */
export function refusalOf(error: unknown): DiscoveryRefusal | undefined {
  if (!isApiProblem(error, 'network_forbidden')) return undefined;
  const { reason, limitedBy } = error.details;
  if (limitedBy === 'operator' || limitedBy === 'administrator') return limitedBy;
  return reason === 'public' ? 'public' : 'special';
}
