import type { StripPart } from '../ui/strip-part.ts';

const GOOD = ['up', 'ok', 'on'];
const BAD = ['down', 'gap'];

/** How grave a facet's state is: lost connections and recordings are, faults of picture and clock can wait a little. */
export function facetTone(state: string): StripPart['tone'] {
  if (GOOD.includes(state)) return 'good';
  if (BAD.includes(state)) return 'bad';
  return state === 'unknown' ? 'none' : 'warn';
}

/** `off` of a recording is a setting, not a fault. */
export function facetToneOf(facet: string, state: string): StripPart['tone'] {
  return facet === 'recording' && state === 'off' ? 'none' : facetTone(state);
}
