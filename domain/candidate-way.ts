/**
 * Why a camera stands on the way to or from a place that it doesn't see. `road`: it sees a road that leads from there, first after `alongM` metres along the roads. `distance`: no road
 * is known there, it hangs near. `hidden`: the place would be in its view, a building stands between.
 */
export type CandidateWay =
  { readonly kind: 'road'; readonly roadName: string | null; readonly alongM: number } | { readonly kind: 'distance' } | { readonly kind: 'hidden' };
