import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Health } from '../api/api-types.ts';
import type { StripPart } from '../ui/strip-part.ts';
import { facetToneOf } from './facet-tone.ts';
import { SHOWN_FACETS, type ShownFacet } from './use-facet-text.ts';

/** The intervals of each facet as parts of a strip, oldest first; one that is still open ends with the window. */
export function healthParts(
  health: Pick<Health, 'intervals'>,
  window: TimeInterval,
  stateText: (facet: string, state: string) => string,
): Readonly<Record<ShownFacet, readonly StripPart[]>> {
  const partsOf = (facet: ShownFacet): readonly StripPart[] =>
    health.intervals
      .filter((interval) => interval.facet === facet)
      .map(({ state, from, to }) => ({
        fromMs: Math.max(window.fromMs, Date.parse(from)),
        toMs: to === null ? window.toMs : Math.min(window.toMs, Date.parse(to)),
        tone: facetToneOf(facet, state),
        label: stateText(facet, state),
      }))
      .sort((a, b) => a.fromMs - b.fromMs);
  return Object.fromEntries(SHOWN_FACETS.map((facet) => [facet, partsOf(facet)])) as Record<ShownFacet, readonly StripPart[]>;
}
