import { COMMON_CAUSES, type CommonCause } from './fault-terms.ts';

/** What a fault may have in common with others: the id of its camera's recorder, site and so on; null where there is none. */
export type FaultScopes = { readonly [C in CommonCause]: string | null };

/** A fault that waits for its alert. All that are looked at together are of one organisation and one facet. */
export interface GroupableFault {
  readonly id: string;
  readonly failingFromMs: number;
  readonly scopes: FaultScopes;
}

/** Faults with a common cause. */
export interface FaultGroup {
  readonly cause: CommonCause;
  readonly scopeId: string;
  readonly faultIds: readonly string[];
}

/** Faults of one cause that began at about the same time; whether they are a group depends on how many there are that did not fail. */
export interface GroupCandidate extends FaultGroup {
  readonly size: number;
}

/** Only what begins within this time of each other has a common cause: cameras are pinged once a minute, and the last notices within two. */
export const GROUP_SPREAD_MS = 5 * 60_000;

interface GroupThreshold {
  readonly least: number;
  /** Least share of the cameras of the scope that were well before. */
  readonly share: number;
  /** More than the share is asked for. */
  readonly above: boolean;
}

const THRESHOLDS: { readonly [C in CommonCause]: GroupThreshold } = {
  recorder: { least: 2, share: 0.5, above: false },
  site: { least: 2, share: 0.5, above: false },
  network: { least: 3, share: 0.5, above: false },
  unit: { least: 4, share: 0.5, above: true },
  organisation: { least: 4, share: 0.5, above: true },
};

/** Groups that there may be: for each cause and scope the most faults that began within {@link GROUP_SPREAD_MS}. Pure. */
export function groupCandidates(faults: readonly GroupableFault[]): GroupCandidate[] {
  return COMMON_CAUSES.flatMap((cause) =>
    [...byScope(faults, cause)].flatMap(([scopeId, members]) => {
      const together = largestCluster(members);
      return together.length < THRESHOLDS[cause].least ? [] : [{ cause, scopeId, size: together.length, faultIds: together.map(({ id }) => id) }];
    }),
  );
}

/**
 * The groups among faults of one organisation and facet. The cause that explains the most faults wins, of equals the more specific; then the rest is looked at
 * again. Faults in no group stand alone. Pure.
 *
 * @param wellInScope - how many cameras of a scope are well now
 */
export function groupFaults(faults: readonly GroupableFault[], wellInScope: (cause: CommonCause, scopeId: string) => number): FaultGroup[] {
  const groups: FaultGroup[] = [];
  let rest = faults;
  for (;;) {
    const valid = groupCandidates(rest).filter((candidate) => isCommon(candidate, wellInScope(candidate.cause, candidate.scopeId)));
    // candidates come most specific first, and only a larger one replaces another
    const best = valid.reduce<GroupCandidate | undefined>((found, next) => (found === undefined || next.size > found.size ? next : found), undefined);
    if (best === undefined) return groups;
    const { cause, scopeId, faultIds } = best;
    groups.push({ cause, scopeId, faultIds });
    rest = rest.filter(({ id }) => !faultIds.includes(id));
  }
}

function isCommon({ cause, size }: GroupCandidate, well: number): boolean {
  const { share, above } = THRESHOLDS[cause];
  const failed = size / (size + well);
  return above ? failed > share : failed >= share;
}

function byScope(faults: readonly GroupableFault[], cause: CommonCause): Map<string, GroupableFault[]> {
  const scopes = new Map<string, GroupableFault[]>();
  for (const fault of faults) {
    const scopeId = fault.scopes[cause];
    if (scopeId === null) continue;
    const members = scopes.get(scopeId);
    if (members) members.push(fault);
    else scopes.set(scopeId, [fault]);
  }
  return scopes;
}

/** The most faults whose beginnings lie within the spread; of equals the earliest. */
function largestCluster(faults: readonly GroupableFault[]): readonly GroupableFault[] {
  const ordered = faults.toSorted((a, b) => a.failingFromMs - b.failingFromMs);
  let best: readonly GroupableFault[] = [];
  let end = 0;
  for (const [start, { failingFromMs }] of ordered.entries()) {
    while (end < ordered.length && ordered[end]!.failingFromMs - failingFromMs <= GROUP_SPREAD_MS) end++;
    if (end - start > best.length) best = ordered.slice(start, end);
  }
  return best;
}
