import type { ReactElement } from 'react';
import { Navigate } from '@tanstack/react-router';
import { MapPage } from '../map/map-page.tsx';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';

/** `/`: the figures for a commander, the map for everybody else who may see cameras, the access log for those who audit it. */
export function HomePage(): ReactElement {
  const may = useMay();
  if (may('report.read')) return <Navigate to="/coverage" replace />;
  if (may('camera.read')) return <MapPage />;
  return may('audit.read') ? <Navigate to="/audit" replace /> : <NotAllowedPage />;
}
