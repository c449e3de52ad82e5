import type { Candidate } from '../api/api-types.ts';

/** What a facet was like during an incident: its states in the order of time, each once as long as it lasted. */
export interface FacetThen {
  readonly facet: string;
  readonly states: readonly { readonly state: string; readonly from: string }[];
}

/** One entry for each facet, in the order of the service; stretches of the same state that follow each other are one. */
export function facetsThen(healthThen: Candidate['healthThen']): FacetThen[] {
  const byFacet = new Map<string, { state: string; from: string }[]>();
  for (const { facet, state, from } of healthThen) {
    const states = byFacet.get(facet) ?? [];
    if (states.at(-1)?.state !== state) states.push({ state, from });
    byFacet.set(facet, states);
  }
  return [...byFacet].map(([facet, states]) => ({ facet, states }));
}

/** Everything that was wrong with a camera during an incident, once each; recordings have words of their own, with the footage. */
export function faultsThen(healthThen: Candidate['healthThen'], isFault: (facet: string, state: string) => boolean): { facet: string; state: string }[] {
  return facetsThen(healthThen)
    .filter(({ facet }) => facet !== 'recording')
    .flatMap(({ facet, states }) => [...new Set(states.map(({ state }) => state))].filter((state) => isFault(facet, state)).map((state) => ({ facet, state })));
}
