import type { Facet } from './health-facet.ts';

/** The name under which the API shows a facet's state: recording that runs is `on` there, `ok` within the product and its database. */
export function publicFacetState(facet: Facet, state: string): string {
  return facet === 'recording' && state === 'ok' ? 'on' : state;
}
