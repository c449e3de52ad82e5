import { Marker } from '@vis.gl/react-maplibre';
import type { MapLayerMouseEvent } from 'maplibre-gl';
import { useState, type ReactElement } from 'react';
import type { LonLat } from '../../domain/geojson.ts';
import { uncertaintyDisc } from '../../domain/uncertainty-disc.ts';
import { useLive } from '../live/live-context.ts';
import { CameraTiles } from './camera-tiles.tsx';
import { GeoOverlay } from './geo-overlay.tsx';
import { IncidentPin } from './incident-pin.tsx';
import { boundsOfCoordinates, COUNTRY_BOUNDS, type LonLatBounds } from './lon-lat-bounds.ts';
import { MapCanvas } from './map-canvas.tsx';

/** How far around a known place its map shows at least. */
const NEAR_M = 150;

interface IncidentPlaceMapProps {
  readonly label: string;
  /** null: not chosen yet. */
  readonly location: LonLat | null;
  readonly uncertaintyM: number;
  readonly home?: LonLatBounds;
  /** Where a search led to: the map goes there. */
  readonly found?: LonLatBounds;
  readonly onPick: (location: LonLat) => void;
}

/** The map on which the place of an incident, or of a bell, is chosen, with the radius within which it surely lies. */
export function IncidentPlaceMap({ label, location, uncertaintyM, home, found, onPick }: IncidentPlaceMapProps): ReactElement {
  const { cameraRevision } = useLive();
  // a place that is corrected is shown from near; one that is being chosen must not make the map jump
  const [start] = useState(() => (location === null ? null : boundsOfCoordinates(uncertaintyDisc(location, Math.max(uncertaintyM, NEAR_M)).coordinates)));
  return (
    <MapCanvas
      label={label}
      bounds={found ?? start ?? home ?? COUNTRY_BOUNDS}
      embedded
      picking
      onClick={({ lngLat }: MapLayerMouseEvent) => onPick([lngLat.lng, lngLat.lat])}
    >
      <CameraTiles revision={cameraRevision} />
      {location !== null && <GeoOverlay id="uncertainty" geometries={[uncertaintyDisc(location, uncertaintyM)]} color="#b4161c" dashed />}
      {location !== null && (
        <Marker longitude={location[0]} latitude={location[1]} anchor="bottom">
          <IncidentPin />
        </Marker>
      )}
    </MapCanvas>
  );
}
