import type { MapLayerMouseEvent } from 'maplibre-gl';
import { type ReactElement, useMemo, useState } from 'react';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { CameraState } from '../../domain/camera-terms.ts';
import { coveragePolygon } from '../../domain/coverage-polygon.ts';
import type { LonLat } from '../../domain/geojson.ts';
import { CameraMarker } from './camera-marker.tsx';
import { GeoOverlay } from './geo-overlay.tsx';
import { boundsOfCoordinates, COUNTRY_BOUNDS, type LonLatBounds } from './lon-lat-bounds.ts';
import { MapCanvas } from './map-canvas.tsx';

interface PlacementMapProps {
  readonly label: string;
  /** null: not placed yet. */
  readonly placement: CameraPlacement | null;
  readonly state: CameraState;
  /** What to show before there is a placement. */
  readonly home?: LonLatBounds;
  /** Given, a click on the map places the camera. */
  readonly onPick?: (position: LonLat) => void;
}

/** One camera with the ground that it sees; where it may be placed, a click does it. */
export function PlacementMap({ label, placement, state, home, onPick }: PlacementMapProps): ReactElement {
  const coverage = useMemo(() => (placement === null ? null : coveragePolygon(placement)), [placement]);
  const [first] = useState(() => boundsOfCoordinates(coverage?.coordinates));
  // while somebody places a camera the view stays where they brought it
  const bounds = onPick ? (first ?? home) : boundsOfCoordinates(coverage?.coordinates);
  const pick = onPick && (({ lngLat }: MapLayerMouseEvent) => onPick([round(lngLat.lng), round(lngLat.lat)]));
  return (
    <MapCanvas label={label} bounds={bounds ?? COUNTRY_BOUNDS} embedded picking={onPick !== undefined} {...(pick ? { onClick: pick } : {})}>
      {coverage !== null && <GeoOverlay id="coverage-of-one" geometries={[coverage]} color="#0b4f6c" fillOpacity={0.25} />}
      {placement !== null && <CameraMarker position={placement.position.coordinates} state={state} />}
    </MapCanvas>
  );
}

/** A tenth of a metre: no click is more exact. */
function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
