import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { CameraState } from '../../domain/camera-terms.ts';
import type { StatesOnMap } from '../map/cluster-drawing.ts';
import type { CoverageSearch } from './coverage-search.ts';
import { mapStatesWord, readMapStates, toggleMapState } from './map-states.ts';

/** Which states the map is narrowed to, kept in the address, and how to change it. */
export function useMapStates(): { readonly states: StatesOnMap; readonly toggle: (state: CameraState) => void; readonly showAll: () => void } {
  const { mapStates } = useSearch({ from: '/_app/coverage' });
  const navigate = useNavigate();
  const change = useCallback(
    (choose: (states: StatesOnMap) => StatesOnMap) => {
      // from the newest address, not from what was last drawn: clicks follow each other faster than maps are drawn
      const search = (newest: CoverageSearch): CoverageSearch => ({ ...newest, mapStates: mapStatesWord(choose(readMapStates(newest.mapStates))) });
      void navigate({ to: '/coverage', search: (newest) => search(newest as CoverageSearch), replace: true, resetScroll: false });
    },
    [navigate],
  );
  return {
    states: readMapStates(mapStates),
    toggle: useCallback((state) => change((states) => toggleMapState(states, state)), [change]),
    showAll: useCallback(() => change(() => undefined), [change]),
  };
}
