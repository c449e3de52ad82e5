import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { CAMERA_STATES, type CameraState } from '../../domain/camera-terms.ts';

/** What the list of cameras is narrowed to; kept in the address, so that it can be sent to somebody and survives "back". */
export interface CameraListFilter {
  readonly state: CameraState | undefined;
  readonly q: string | undefined;
  /** Only cameras that their board has to confirm again. */
  readonly confirmationDue: 'true' | undefined;
}

/** The filter in the address and how to change it. */
export function useCameraFilter(): { readonly filter: CameraListFilter; readonly change: (filter: CameraListFilter) => void } {
  const [search, setSearch] = useSearchParams();
  const state = CAMERA_STATES.find((known) => known === search.get('state'));
  const q = search.get('q') ?? undefined;
  const confirmationDue = search.get('due') === null ? undefined : 'true';
  const change = useCallback(
    (filter: CameraListFilter) => {
      const next = new URLSearchParams();
      if (filter.state) next.set('state', filter.state);
      if (filter.confirmationDue) next.set('due', '1');
      if (filter.q) next.set('q', filter.q);
      setSearch(next, { replace: true });
    },
    [setSearch],
  );
  return { filter: { state, q, confirmationDue }, change };
}
