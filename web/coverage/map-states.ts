import type { CameraState } from '../../domain/camera-terms.ts';
import type { StatesOnMap } from '../map/cluster-drawing.ts';
import { STATE_ORDER } from '../map/state-order.ts';

/** Reads which states the map is narrowed to from a word of the address (`degraded-offline`); none of them, and all, narrow nothing. */
export function readMapStates(word: unknown): StatesOnMap {
  const named = typeof word === 'string' ? word.split('-') : [];
  const states = STATE_ORDER.filter((state) => named.includes(state));
  return states.length === 0 || states.length === STATE_ORDER.length ? undefined : states;
}

/** The word of the address for them; undefined when nothing is narrowed. */
export function mapStatesWord(states: StatesOnMap): string | undefined {
  return states?.join('-');
}

/** The same states with that one, or without it when it was among them. */
export function toggleMapState(states: StatesOnMap, toggled: CameraState): StatesOnMap {
  return readMapStates(STATE_ORDER.filter((state) => (states?.includes(state) ?? false) !== (state === toggled)).join('-'));
}
