import type { ReactElement } from 'react';
import { MapPage } from '../map/map-page.tsx';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';

/** `/`: the cameras of a board; everybody else was led to their own work before this is drawn. */
export function HomePage(): ReactElement {
  return useMay()('camera.read') ? <MapPage /> : <NotAllowedPage />;
}
