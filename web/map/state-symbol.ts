import type { CameraState } from '../../domain/camera-terms.ts';

/** How a camera's state is drawn: by form and mark as well as by colour, alike in lists, legend and map. Paths are on a grid of 24. */
export interface StateSymbol {
  readonly fill: string;
  readonly edge: string;
  readonly mark: string;
  readonly shapePath: string;
  readonly markPath: string;
}

const CIRCLE = 'M12 1.500a10.500 10.500 0 1 0 0 21 10.500 10.500 0 0 0 0-21z';
const TRIANGLE = 'M12 1.500 23.200 21.500H.800z';
const SQUARE = 'M2 2h20v20H2z';
const DIAMOND = 'M12 .500 23.500 12 12 23.500 .500 12z';
const HEXAGON = 'M6 1.800h12l6 10.200-6 10.200H6L0 12z';

/** Symbols of all states. */
export const STATE_SYMBOLS: Readonly<Record<CameraState, StateSymbol>> = {
  online: { fill: '#1a7a3c', edge: '#ffffff', mark: '#ffffff', shapePath: CIRCLE, markPath: 'M7 12.500l3.500 3.500 6.500-7.500' },
  degraded: { fill: '#f2a900', edge: '#5a3d00', mark: '#2e1f00', shapePath: TRIANGLE, markPath: 'M12 9v6M12 18v.200' },
  offline: { fill: '#b4161c', edge: '#ffffff', mark: '#ffffff', shapePath: SQUARE, markPath: 'M7.500 7.500l9 9m0-9-9 9' },
  maintenance: { fill: '#1f5fbf', edge: '#ffffff', mark: '#ffffff', shapePath: DIAMOND, markPath: 'M9.700 8.500v7m4.600-7v7' },
  unknown: { fill: '#5c6972', edge: '#ffffff', mark: '#ffffff', shapePath: HEXAGON, markPath: 'M9 9.500c0-4 6-4 6 0 0 2-3 2-3 4.500M12 17.800v.200' },
  draft: { fill: '#ffffff', edge: '#6b3fa0', mark: '#6b3fa0', shapePath: CIRCLE, markPath: 'M7 12h.010M12 12h.010M17 12h.010' },
};

/** Name of a state's picture on the map. */
export function stateImageName(state: CameraState): string {
  return `camera-${state}`;
}

/** Name of the small picture that stands for a state beside a number. */
export function stateMarkName(state: CameraState): string {
  return `${stateImageName(state)}-mark`;
}
