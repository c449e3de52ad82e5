import type { RoadPath } from './road-path.ts';

/** A road as it is cut into pieces. */
export interface Road {
  readonly id: number;
  /** Bridges lie above 0, tunnels below: roads of different levels meet only where they share a point. */
  readonly level: number;
  /** As OpenStreetMap classes it. */
  readonly kind: string;
  readonly path: RoadPath;
}

/** Nobody gets through there. */
const CLOSED_KINDS: ReadonlySet<string> = new Set(['construction', 'proposed', 'planned', 'abandoned', 'razed', 'disused']);

/** Whether one can get through a road of this kind at all. One-way rules are not asked: people walk, and flee, against them. */
export function isPassable(kind: string): boolean {
  return !CLOSED_KINDS.has(kind);
}
