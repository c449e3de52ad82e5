import { useMap } from '@vis.gl/react-maplibre';
import { useEffect, useState } from 'react';

/** Length of the equator over the 512 pixels that it takes at zoom 0 (web Mercator, EPSG:3857). */
const METRES_PER_PIXEL_AT_0 = 40_075_016.686 / 512;

/** How many metres on the ground a pixel of a map of this zoom is wide. */
export function metresPerPixel(zoom: number, latDeg: number): number {
  return (METRES_PER_PIXEL_AT_0 * Math.cos((latDeg * Math.PI) / 180)) / 2 ** zoom;
}

/** The same of the map around, as it is zoomed. */
export function useMetresPerPixel(latDeg: number): number {
  const { current: map } = useMap();
  const [zoom, setZoom] = useState(() => map?.getZoom() ?? 0);
  useEffect(() => {
    if (!map) return;
    const follow = (): void => setZoom(map.getZoom());
    follow();
    map.on('zoom', follow);
    return () => void map.off('zoom', follow);
  }, [map]);
  return metresPerPixel(zoom, latDeg);
}
