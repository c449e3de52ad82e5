import type { CameraState } from '../../domain/camera-terms.ts';

/** States from the one that a board must see first to the one that can wait. */
const GRAVITY: readonly CameraState[] = ['offline', 'degraded', 'draft', 'unknown', 'maintenance', 'online'];

/** Cameras with the dead ones first, then those with a fault; by name within a state. Only for a list that is whole: pages come in the order of the service. */
export function worstFirst<T extends { readonly state: CameraState; readonly name: string }>(cameras: readonly T[]): T[] {
  return cameras.toSorted((a, b) => GRAVITY.indexOf(a.state) - GRAVITY.indexOf(b.state) || a.name.localeCompare(b.name, 'vi', { numeric: true }));
}
