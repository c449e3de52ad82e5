import { useMap, type MapRef } from '@vis.gl/react-maplibre';
import { useEffect, useRef } from 'react';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import { destinationPoint } from '../../domain/view-geometry.ts';
import { LEAST_RADIUS_PX } from './placement-handles.tsx';
import { handlePlaces } from './placement-turn.ts';
import { metresPerPixel } from './use-metres-per-pixel.ts';

/** How long nothing may have changed: while somebody types or drags the map must hold still. */
const REST_MS = 600;
const FIT = { padding: 56, maxZoom: 20, duration: 400 };

/** Brings a placement that is placed or typed into view when it isn't, or is too small there to be turned; a pressed finger is waited for. */
export function KeepViewInSight({ placement }: { readonly placement: CameraPlacement }): null {
  const { current: map } = useMap();
  const pressed = usePressed();
  const [lonDeg, latDeg] = placement.position.coordinates;
  const latest = useRef(placement);
  useEffect(() => {
    latest.current = placement;
  });
  useEffect(() => {
    if (!map) return;
    const look = (): void => {
      if (pressed.current) timer = setTimeout(look, REST_MS);
      else if (!isInSight(map, latest.current)) map.fitBounds(boundsOfReach(latest.current), FIT);
    };
    let timer = setTimeout(look, REST_MS);
    return () => clearTimeout(timer);
  }, [map, pressed, lonDeg, latDeg, placement.rangeM]);
  return null;
}

function isInSight(map: MapRef, placement: CameraPlacement): boolean {
  const bounds = map.getBounds();
  const [lonDeg, latDeg] = placement.position.coordinates;
  if (placement.rangeM / metresPerPixel(map.getZoom(), latDeg) < LEAST_RADIUS_PX) return false;
  return bounds.contains([lonDeg, latDeg]) && bounds.contains([...handlePlaces(placement).aim]);
}

function boundsOfReach({ position, rangeM }: CameraPlacement): [number, number, number, number] {
  const [west, south, east, north] = [270, 180, 90, 0].map((bearingDeg) => destinationPoint(position.coordinates, bearingDeg, rangeM));
  return [west![0], south![1], east![0], north![1]];
}

function usePressed(): { readonly current: boolean } {
  const pressed = useRef(false);
  useEffect(() => {
    const listening = new AbortController();
    for (const type of ['pointerdown', 'pointerup', 'pointercancel'] as const)
      window.addEventListener(type, () => (pressed.current = type === 'pointerdown'), { signal: listening.signal, capture: true });
    return () => listening.abort();
  }, []);
  return pressed;
}
