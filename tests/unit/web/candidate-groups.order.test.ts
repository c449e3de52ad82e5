import { expect, it } from 'vitest';
import type { Candidate } from '../../../web/api/api-types.ts';
import { candidateGroups } from '../../../web/incidents/candidate-groups.ts';
import type { CandidateOrder, RankedPage } from '../../../web/incidents/use-incidents.ts';

const candidate = (cameraId: string, sees: Candidate['sees']) => ({ cameraId, sees }) as Candidate;
const pagesOf = (order: CandidateOrder, ...pages: Candidate[][]) => pages.map((items): RankedPage => ({ items, nextCursor: null, order }));
const shown = (pages: readonly RankedPage[]) =>
  candidateGroups(pages).map(({ kind, candidates, firstRank }) => [kind, firstRank, candidates.map(({ cameraId }) => cameraId)]);

it('by score puts those that see the place before those on the ways, whatever page they came with', () => {
  const pages = pagesOf('score', [candidate('a', 'full'), candidate('b', 'none')], [candidate('c', 'partial')]);
  expect(shown(pages)).toEqual([
    ['seeing', 1, ['a', 'c']],
    ['ways', 3, ['b']],
  ]);
});

it('by what is overwritten first leaves all in one list, in the order of the service', () => {
  const pages = pagesOf('overwrite', [candidate('b', 'none'), candidate('a', 'full')], [candidate('d', 'none'), candidate('c', 'partial')]);
  expect(shown(pages)).toEqual([['overwrite', 1, ['b', 'a', 'd', 'c']]]);
});

it('has a heading for those that see the place even when none does, and none for ways that there are not', () => {
  expect(shown(pagesOf('score', [candidate('b', 'none')]))).toEqual([
    ['seeing', 1, []],
    ['ways', 1, ['b']],
  ]);
  expect(shown(pagesOf('score', [candidate('a', 'full')]))).toEqual([['seeing', 1, ['a']]]);
  expect(shown(pagesOf('overwrite', []))).toEqual([]);
});
