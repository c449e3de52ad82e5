import type { CameraState } from '../camera-terms.ts';
import type { FacetState } from '../health-facet.ts';

/**
 * Whether what a camera sees counts as covered: it answers, is in service, and nothing is wrong with its picture. A covered, blurred, dark or frozen lens sees nothing, one that was turned sees something else than
 * is drawn; a wrong clock or a gap in the recording takes nothing from the view. Of what isn't known (`unknown`, `draft`) nobody can say that it works.
 */
export function cameraWorks(state: CameraState, picture: FacetState<'picture'>): boolean {
  return (state === 'online' || state === 'degraded') && (picture === 'ok' || picture === 'unknown');
}
