import { useKnownText } from '../ui/use-known-text.ts';

/** Facets in the order in which they are shown. */
export const SHOWN_FACETS = ['reachable', 'picture', 'recording', 'clock'] as const;
export type ShownFacet = (typeof SHOWN_FACETS)[number];

/** Writes facets and their states; what this version doesn't know is shown as it came. */
export function useFacetText(): { readonly facet: (facet: string) => string; readonly state: (facet: string, state: string) => string } {
  const knownText = useKnownText();
  return {
    facet: (facet) => knownText(`facet.${facet}`, facet),
    state: (facet, state) => knownText(`facetState.${facet}.${state}`, knownText(`facetState.any.${state}`, state)),
  };
}
