import { type ReactElement, useMemo } from 'react';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { CameraState } from '../../domain/camera-terms.ts';
import { coveragePolygon } from '../../domain/coverage-polygon.ts';
import { CameraMarker } from './camera-marker.tsx';
import { GeoOverlay, type OverlayGeometry } from './geo-overlay.tsx';
import { boundsOfCoordinates, COUNTRY_BOUNDS } from './lon-lat-bounds.ts';
import { MapCanvas } from './map-canvas.tsx';

interface PlacementMapProps {
  readonly label: string;
  readonly placement: CameraPlacement & { readonly coverage: OverlayGeometry };
  readonly state: CameraState;
}

/** One camera with the ground that it would see if nothing stood in the way, and what buildings leave of it. */
export function PlacementMap({ label, placement, state }: PlacementMapProps): ReactElement {
  const sector = useMemo(() => coveragePolygon(placement), [placement]);
  return (
    <MapCanvas label={label} bounds={boundsOfCoordinates(sector.coordinates) ?? COUNTRY_BOUNDS} embedded>
      <GeoOverlay id="sector-of-one" geometries={[sector]} color="#0b4f6c" fillOpacity={0.1} dashed />
      <GeoOverlay id="coverage-of-one" geometries={[placement.coverage]} color="#0b4f6c" fillOpacity={0.25} lineWidth={1} />
      <CameraMarker position={placement.position.coordinates} state={state} />
    </MapCanvas>
  );
}
