import type { Queryable } from '../../db/database.ts';
import { countWell, listWellAddresses, type AlertFaultRow } from '../../db/repositories/alert-repository.ts';
import { groupCandidates, type GroupableFault } from '../../domain/alert-group.ts';
import type { CommonCause } from '../../domain/fault-terms.ts';
import { networkPrefix } from '../../domain/network-prefix.ts';

/** How many cameras are well in each scope in which the faults, all of one organisation and facet, may have a common cause. */
export async function countWellInScopes(
  db: Queryable,
  { organisationId, facet }: Pick<AlertFaultRow, 'organisationId' | 'facet'>,
  faults: readonly GroupableFault[],
): Promise<(cause: CommonCause, scopeId: string) => number> {
  const counts = new Map<string, number>();
  let prefixes: readonly (string | null)[] | undefined;
  for (const { cause, scopeId } of groupCandidates(faults)) {
    if (cause === 'network') prefixes ??= (await listWellAddresses(db, { organisationId, facet })).map(networkPrefix);
    const count =
      cause === 'network' ? prefixes!.filter((prefix) => prefix === scopeId).length : await countWell(db, { organisationId, facet, cause, scopeId });
    counts.set(`${cause} ${scopeId}`, count);
  }
  return (cause, scopeId) => counts.get(`${cause} ${scopeId}`) ?? Infinity;
}
