import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { CameraState } from '../../domain/camera-terms.ts';
import type { CameraListSearch } from './camera-list-search.ts';

/** What the list of cameras is narrowed to; kept in the address, so that it can be sent to somebody and survives "back". */
export interface CameraListFilter {
  readonly state: CameraState | undefined;
  readonly q: string | undefined;
  /** Only cameras that their board has to confirm again. */
  readonly confirmationDue: 'true' | undefined;
}

/** The filter in the address of the start page or of the map and how to change a part of it. */
export function useCameraFilter(): { readonly filter: CameraListFilter; readonly change: (part: Partial<CameraListFilter>) => void } {
  const search = useSearch({ strict: false }) as CameraListSearch;
  const navigate = useNavigate();
  const change = useCallback(
    (part: Partial<CameraListFilter>) => {
      // from the newest address, not from what was last drawn: words still being typed and a click follow each other faster than pages are drawn
      void navigate({ to: '.', search: (newest) => searchOf({ ...filterOf(newest as CameraListSearch), ...part }), replace: true, resetScroll: false });
    },
    [navigate],
  );
  return { filter: filterOf(search), change };
}

function filterOf({ state, q, due }: CameraListSearch): CameraListFilter {
  return { state, q, confirmationDue: due && 'true' };
}

function searchOf({ state, q, confirmationDue }: CameraListFilter): CameraListSearch {
  return { state, q, due: confirmationDue && '1' };
}
