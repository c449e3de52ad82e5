import type { CameraState } from '../../domain/camera-terms.ts';
import type { StatesOnMap } from './cluster-drawing.ts';
import { STATE_ORDER } from './state-order.ts';

/** Cameras of a cluster that are in one state. */
export interface ClusterPart {
  readonly state: CameraState;
  readonly count: number;
}

/** What the properties of a drawn feature say of a cluster's cameras, of those states alone: each state that some are in, in the order of asking; null where it is no cluster, or has none of them. */
export function readCluster(properties: Readonly<Record<string, unknown>> | null | undefined, states: StatesOnMap): readonly ClusterPart[] | null {
  if (typeof properties?.['count'] !== 'number') return null;
  const parts = STATE_ORDER.flatMap((state): ClusterPart[] => {
    const count = properties[state];
    return typeof count === 'number' && count > 0 && (states?.includes(state) ?? true) ? [{ state, count }] : [];
  });
  return parts.length === 0 ? null : parts;
}
