import type { CameraState } from './camera-terms.ts';
import type { FacetState } from './health-facet.ts';

/** What a camera's one-word state is made of. */
export interface OverallFacts {
  /** Without a purpose or a posted notice: not active yet. */
  readonly draft: boolean;
  /** Switched off on purpose by its board. */
  readonly maintenance: boolean;
  readonly reachable: FacetState<'reachable'>;
  readonly picture: FacetState<'picture'>;
  readonly recording: FacetState<'recording'>;
  readonly clock: FacetState<'clock'>;
}

/**
 * A camera's state as one word. Draft comes before maintenance, and both before anything measured. A camera that never answered is
 * `unknown`, one that doesn't answer `offline`; one that answers is `degraded` by a faulty picture, a gap in its recording or a wrong
 * clock, else `online`. A facet not yet known doesn't degrade, nor does recording that is switched off.
 */
export function overallState(facts: OverallFacts): CameraState {
  if (facts.draft) return 'draft';
  if (facts.maintenance) return 'maintenance';
  if (facts.reachable === 'unknown') return 'unknown';
  if (facts.reachable === 'down') return 'offline';
  const pictureFaulty = facts.picture !== 'ok' && facts.picture !== 'unknown';
  return pictureFaulty || facts.recording === 'gap' || facts.clock === 'off' ? 'degraded' : 'online';
}
