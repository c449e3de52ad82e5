import type { Candidate } from '../api/api-types.ts';
import type { RankedPage } from './use-incidents.ts';

/** Candidates that stand under one heading. */
export interface CandidateGroupOfList {
  readonly kind: 'seeing' | 'ways' | 'overwrite';
  readonly candidates: readonly Candidate[];
  /** Ranks go on from one group to the next. */
  readonly firstRank: number;
}

/**
 * By score, those that see the place stand before those on the ways to and from it. By what is overwritten first all are one list: what is lost tonight one street down comes before what stays for a week.
 */
export function candidateGroups(pages: readonly RankedPage[]): readonly CandidateGroupOfList[] {
  const all = pages.flatMap(({ items }) => items);
  if (all.length === 0) return [];
  if (pages[0]?.order === 'overwrite') return [{ kind: 'overwrite', candidates: all, firstRank: 1 }];
  const seeing = all.filter(({ sees }) => sees !== 'none');
  const ways = all.filter(({ sees }) => sees === 'none');
  const groups: readonly CandidateGroupOfList[] = [
    { kind: 'seeing', candidates: seeing, firstRank: 1 },
    { kind: 'ways', candidates: ways, firstRank: seeing.length + 1 },
  ];
  // that none sees the place is said under its heading
  return ways.length === 0 ? groups.slice(0, 1) : groups;
}
