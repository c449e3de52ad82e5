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
export function groupCandidates(faults: readonly GroupableFault[]): FaultGroup[] {
  return COMMON_CAUSES.flatMap((cause) => [...byScope(faults, cause)].flatMap(([scopeId, members]) => candidateOf(cause, scopeId, members) ?? [])).map(toGroup);
}

/**
 * The groups among faults of one organisation and facet. The cause that explains the most faults wins, of equals the more specific; what it explains no longer counts for
 * the others. Faults in no group stand alone. Pure; grows with the number of faults, not with its square.
 *
 * @param wellInScope - how many cameras of a scope are well now
 */
export function groupFaults(faults: readonly GroupableFault[], wellInScope: (cause: CommonCause, scopeId: string) => number): FaultGroup[] {
  const queue = createCandidateQueue();
  for (const cause of COMMON_CAUSES) for (const [scopeId, members] of byScope(faults, cause)) queue.add(candidateOf(cause, scopeId, members));
  const groups: FaultGroup[] = [];
  const taken = new Set<string>();
  const isFree = ({ id }: GroupableFault) => !taken.has(id);
  for (let candidate = queue.takeBest(); candidate; candidate = queue.takeBest()) {
    const { cause, scopeId, members, scopeMembers } = candidate;
    // fewer faults never make a group of what is none
    if (!isCommon(candidate, wellInScope(cause, scopeId))) continue;
    if (members.every(isFree)) {
      groups.push(toGroup(candidate));
      for (const { id } of members) taken.add(id);
    }
    // what is left of the scope may still be a group
    queue.add(candidateOf(cause, scopeId, scopeMembers.filter(isFree)));
  }
  return groups;
}

/** Candidates by size and cause. None that is added is larger than the one that was taken last. */
function createCandidateQueue() {
  const bySize: Candidate[][][] = [];
  return {
    add(candidate: Candidate | undefined): void {
      if (candidate) ((bySize[candidate.members.length] ??= [])[COMMON_CAUSES.indexOf(candidate.cause)] ??= []).push(candidate);
    },
    /** The largest, of equals the most specific. */
    takeBest(): Candidate | undefined {
      while (bySize.length > 0) {
        const found = bySize
          .at(-1)
          ?.find((candidates) => candidates && candidates.length > 0)
          ?.pop();
        if (found) return found;
        bySize.pop();
      }
      return undefined;
    },
  };
}

/** Faults of one cause that began at about the same time, and all of its scope. */
interface Candidate {
  readonly cause: CommonCause;
  readonly scopeId: string;
  readonly members: readonly GroupableFault[];
  readonly scopeMembers: readonly GroupableFault[];
}

function candidateOf(cause: CommonCause, scopeId: string, scopeMembers: readonly GroupableFault[]): Candidate | undefined {
  const members = largestCluster(scopeMembers);
  return members.length < THRESHOLDS[cause].least ? undefined : { cause, scopeId, members, scopeMembers };
}

function toGroup({ cause, scopeId, members }: Candidate): FaultGroup {
  return { cause, scopeId, faultIds: members.map(({ id }) => id) };
}

function isCommon({ cause, members }: Candidate, well: number): boolean {
  const { share, above } = THRESHOLDS[cause];
  const failed = members.length / (members.length + well);
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
