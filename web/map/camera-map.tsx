import { useMap } from '@vis.gl/react-maplibre';
import type { MapLayerMouseEvent } from 'maplibre-gl';
import { type ReactElement, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraState } from '../../domain/camera-terms.ts';
import { useCamera } from '../cameras/use-cameras.ts';
import { useLive } from '../live/live-context.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { CLUSTER_LAYER } from './camera-clusters.tsx';
import { CAMERA_LAYER, CameraTiles } from './camera-tiles.tsx';
import { COUNTRY_BOUNDS } from './lon-lat-bounds.ts';
import { MapCanvas } from './map-canvas.tsx';
import { useHomeBounds } from './use-home-bounds.ts';
import { zoomIntoCluster } from './zoom-into-cluster.ts';

interface CameraMapProps {
  readonly state: CameraState | undefined;
  readonly selectedId: string | null;
  readonly onSelect: (cameraId: string | null) => void;
}

/** The map of all cameras within reach; a click on one selects it, a click beside them selects none. */
export function CameraMap({ state, selectedId, onSelect }: CameraMapProps): ReactElement {
  const { t } = useTranslation();
  const home = useHomeBounds();
  const { cameraRevision } = useLive();
  if (home.isPending) return <LoadingView />;

  function select(event: MapLayerMouseEvent): void {
    if (zoomIntoCluster(event)) return;
    const id: unknown = event.features?.[0]?.properties['id'];
    onSelect(typeof id === 'string' ? id : null);
  }

  return (
    <MapCanvas label={t('map.label')} bounds={home.data ?? COUNTRY_BOUNDS} clickableLayers={CLICKABLE} onClick={select}>
      <CameraTiles states={state && [state]} selectedId={selectedId} revision={cameraRevision} />
      <GoToCamera cameraId={selectedId} />
    </MapCanvas>
  );
}

const CLICKABLE = [CAMERA_LAYER, CLUSTER_LAYER];
const NEAR_ZOOM = 16;

/** Brings the selected camera into view when it isn't. */
function GoToCamera({ cameraId }: { readonly cameraId: string | null }): null {
  const { current: map } = useMap();
  const camera = useCamera(cameraId);
  const position = camera.data?.placement?.position.coordinates;
  const [lonDeg, latDeg] = position ?? [];
  useEffect(() => {
    if (!map || cameraId === null || lonDeg === undefined || latDeg === undefined) return;
    if (map.getZoom() >= NEAR_ZOOM - 2 && map.getBounds().contains([lonDeg, latDeg])) return;
    map.easeTo({ center: [lonDeg, latDeg], zoom: Math.max(map.getZoom(), NEAR_ZOOM) });
  }, [map, cameraId, lonDeg, latDeg]);
  return null;
}
