import { Marker } from '@vis.gl/react-maplibre';
import type { MapLayerMouseEvent } from 'maplibre-gl';
import type { ReactElement } from 'react';
import type { LonLat } from '../../domain/geojson.ts';
import { uncertaintyDisc } from '../../domain/uncertainty-disc.ts';
import { useLive } from '../live/live-context.ts';
import { CameraTiles } from './camera-tiles.tsx';
import { GeoOverlay } from './geo-overlay.tsx';
import { IncidentPin } from './incident-pin.tsx';
import { COUNTRY_BOUNDS, type LonLatBounds } from './lon-lat-bounds.ts';
import { MapCanvas } from './map-canvas.tsx';

interface IncidentPlaceMapProps {
  readonly label: string;
  /** null: not chosen yet. */
  readonly location: LonLat | null;
  readonly uncertaintyM: number;
  readonly home?: LonLatBounds;
  readonly onPick: (location: LonLat) => void;
}

/** The map on which the place of an incident, or of a bell, is chosen, with the radius within which it surely lies. */
export function IncidentPlaceMap({ label, location, uncertaintyM, home, onPick }: IncidentPlaceMapProps): ReactElement {
  const { cameraRevision } = useLive();
  return (
    <MapCanvas label={label} bounds={home ?? COUNTRY_BOUNDS} embedded picking onClick={({ lngLat }: MapLayerMouseEvent) => onPick([lngLat.lng, lngLat.lat])}>
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
