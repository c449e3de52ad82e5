import type { Queryable } from '../../db/database.ts';
import { countWell, listWellAddresses, type AlertFaultRow } from '../../db/repositories/alert-repository.ts';
import { groupCandidates, type GroupableFault } from '../../domain/alert-group.ts';
import { COMMON_CAUSES, type CommonCause } from '../../domain/fault-terms.ts';
import { networkPrefix } from '../../domain/network-prefix.ts';

type Place = Pick<AlertFaultRow, 'organisationId' | 'facet'>;

/** How many cameras are well in each scope in which the faults, all of one organisation and facet, may have a common cause: one statement for each cause. */
export async function countWellInScopes(
  db: Queryable,
  { organisationId, facet }: Place,
  faults: readonly GroupableFault[],
): Promise<(cause: CommonCause, scopeId: string) => number> {
  const counts = new Map<string, number>();
  const candidates = groupCandidates(faults);
  for (const cause of COMMON_CAUSES) {
    const scopeIds = candidates.filter((candidate) => candidate.cause === cause).map(({ scopeId }) => scopeId);
    if (scopeIds.length === 0) continue;
    const place = { organisationId, facet };
    const rows = cause === 'network' ? await countByPrefix(db, place) : await countWell(db, { ...place, cause, scopeIds });
    for (const { scopeId, count } of rows) counts.set(`${cause} ${scopeId}`, count);
  }
  return (cause, scopeId) => counts.get(`${cause} ${scopeId}`) ?? 0;
}

async function countByPrefix(db: Queryable, place: Place): Promise<{ scopeId: string; count: number }[]> {
  const counts = new Map<string, number>();
  for (const address of await listWellAddresses(db, place)) {
    const prefix = networkPrefix(address);
    if (prefix !== null) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  return [...counts].map(([scopeId, count]) => ({ scopeId, count }));
}
