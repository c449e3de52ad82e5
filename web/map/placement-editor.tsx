import type { MapLayerMouseEvent } from 'maplibre-gl';
import { type ReactElement, useMemo, useState } from 'react';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import { coveragePolygon } from '../../domain/coverage-polygon.ts';
import { CameraMarker } from './camera-marker.tsx';
import { GeoOverlay, type OverlayGeometry } from './geo-overlay.tsx';
import { KeepViewInSight } from './keep-view-in-sight.tsx';
import { LandmarkHandles, type MapLandmarks } from './landmark-handles.tsx';
import { boundsOfCoordinates, COUNTRY_BOUNDS, type LonLatBounds } from './lon-lat-bounds.ts';
import { MapCanvas } from './map-canvas.tsx';
import { PlacementHandles } from './placement-handles.tsx';
import { handlePlaces, roundedPlace, type PlacementTurn } from './placement-turn.ts';

interface PlacementEditorProps {
  readonly label: string;
  /** null: not placed yet. */
  readonly placement: CameraPlacement | null;
  /** The ground that buildings leave of the view; null while that isn't known. */
  readonly seen: OverlayGeometry | null;
  /** What to show before there is a placement. */
  readonly home?: LonLatBounds;
  /** Given, clicks and handles are theirs and not the camera's. */
  readonly landmarks: MapLandmarks | null;
  readonly onTurn: (turn: PlacementTurn) => void;
}

/** The map on which a camera is placed and turned: a click places it, handles move, turn, open and close it. */
export function PlacementEditor({ label, placement, seen, home, landmarks, onTurn }: PlacementEditorProps): ReactElement {
  const sector = useMemo(() => (placement === null ? null : coveragePolygon(placement)), [placement]);
  // while somebody places a camera the view stays where they brought it
  const [first] = useState(() => boundsOfCoordinates(sector?.coordinates));
  return (
    <MapCanvas
      label={label}
      bounds={first ?? home ?? COUNTRY_BOUNDS}
      embedded
      picking
      onClick={({ lngLat }: MapLayerMouseEvent) => {
        const place = roundedPlace([lngLat.lng, lngLat.lat]);
        if (landmarks === null) onTurn({ position: place });
        else landmarks.onPlace(landmarks.active, place);
      }}
    >
      {sector !== null && <GeoOverlay id="sector-of-one" geometries={[sector]} color="#0b4f6c" fillOpacity={0.1} dashed />}
      {seen !== null && <GeoOverlay id="coverage-of-one" geometries={[seen]} color="#0b4f6c" fillOpacity={0.25} lineWidth={1} />}
      {placement !== null && landmarks === null && <GeoOverlay id="handle-lines" geometries={handleLines(placement)} color="#0b4f6c" lineWidth={1} />}
      {placement !== null && landmarks === null && <PlacementHandles placement={placement} onTurn={onTurn} />}
      {placement !== null && landmarks !== null && <CameraMarker position={placement.position.coordinates} state="unknown" />}
      {placement !== null && landmarks !== null && <LandmarkHandles placement={placement} landmarks={landmarks} />}
      {placement !== null && <KeepViewInSight placement={placement} />}
    </MapCanvas>
  );
}

/** Handles stand at the end of lines from the camera: the view itself may end before them, where it is tilted. */
function handleLines(placement: CameraPlacement): OverlayGeometry[] {
  const { aim, left, right } = handlePlaces(placement);
  return [aim, left, right].map((end) => ({ type: 'LineString', coordinates: [placement.position.coordinates, end] }));
}
