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

function readFilter(search: URLSearchParams): CameraListFilter {
  return {
    state: CAMERA_STATES.find((known) => known === search.get('state')),
    q: search.get('q') ?? undefined,
    confirmationDue: search.get('due') === null ? undefined : 'true',
  };
}

/** The filter in the address and how to change a part of it. */
export function useCameraFilter(): { readonly filter: CameraListFilter; readonly change: (part: Partial<CameraListFilter>) => void } {
  const [search, setSearch] = useSearchParams();
  const change = useCallback(
    (part: Partial<CameraListFilter>) => {
      // the address itself, not what was last drawn: words still being typed and a click follow each other faster than pages are drawn
      const filter = { ...readFilter(new URLSearchParams(window.location.search)), ...part };
      const next = new URLSearchParams();
      if (filter.state) next.set('state', filter.state);
      if (filter.confirmationDue) next.set('due', '1');
      if (filter.q) next.set('q', filter.q);
      setSearch(next, { replace: true });
    },
    [setSearch],
  );
  return { filter: readFilter(search), change };
}
