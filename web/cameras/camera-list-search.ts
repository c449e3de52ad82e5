import { CAMERA_STATES, type CameraState } from '../../domain/camera-terms.ts';
import type { SearchWords } from '../routing/search-string.ts';

/** What the address of a board's start page or of the map says of its list of cameras. */
export interface CameraListSearch {
  readonly state?: CameraState | undefined;
  readonly q?: string | undefined;
  /** Only cameras that their board has to confirm again. */
  readonly due?: '1' | undefined;
}

/** The service takes no longer words. */
const MAX_WORDS_LENGTH = 100;

/** Reads it; what can't be narrowed by narrows nothing. */
export function readCameraListSearch({ state, q, due }: SearchWords): CameraListSearch {
  return {
    state: CAMERA_STATES.find((known) => known === state),
    q: typeof q === 'string' && q.length <= MAX_WORDS_LENGTH ? q : undefined,
    due: due === undefined ? undefined : '1',
  };
}
