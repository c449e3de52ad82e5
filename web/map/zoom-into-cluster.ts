import type { MapLayerMouseEvent } from 'maplibre-gl';

/** Goes nearer where a cluster of cameras was clicked; false when it was something else. */
export function zoomIntoCluster({ features, target, lngLat }: MapLayerMouseEvent): boolean {
  if (typeof features?.[0]?.properties['count'] !== 'number') return false;
  target.easeTo({ center: lngLat, zoom: target.getZoom() + 2 });
  return true;
}
