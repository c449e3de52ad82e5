import { Marker } from '@vis.gl/react-maplibre';
import { type ReactElement, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { uncertaintyDisc } from '../../domain/uncertainty-disc.ts';
import type { Incident, RouteCamera } from '../api/api-types.ts';
import styles from './candidate-map.module.css';
import { GeoOverlay } from './geo-overlay.tsx';
import { IncidentPin } from './incident-pin.tsx';
import { boundsOfCoordinates, COUNTRY_BOUNDS } from './lon-lat-bounds.ts';
import { MapCanvas } from './map-canvas.tsx';

interface RouteMapProps {
  readonly incident: Incident;
  readonly cameras: readonly RouteCamera[];
  /** Lines of roads within reach. */
  readonly roads: readonly (readonly (readonly number[])[])[];
  readonly selectedId: string | null;
  readonly onSelect: (cameraId: string) => void;
}

/** The roads within reach of an incident and the cameras along them. */
export function RouteMap({ incident, cameras, roads, selectedId, onSelect }: RouteMapProps): ReactElement {
  const { t } = useTranslation();
  const [lonDeg = 0, latDeg = 0] = incident.location.coordinates;
  const disc = useMemo(() => uncertaintyDisc([lonDeg, latDeg], incident.uncertaintyM), [lonDeg, latDeg, incident.uncertaintyM]);
  const lines = useMemo(() => roads.map((coordinates) => ({ type: 'LineString' as const, coordinates })), [roads]);
  const bounds = useMemo(
    () => boundsOfCoordinates([...cameras.map(({ position }) => position.coordinates), ...roads, disc.coordinates]),
    [cameras, roads, disc],
  );
  return (
    <MapCanvas label={t('route.mapLabel')} bounds={bounds ?? COUNTRY_BOUNDS} embedded>
      <GeoOverlay id="route-roads" geometries={lines} color="#c2410c" lineWidth={4} />
      <GeoOverlay id="route-disc" geometries={[disc]} color="#b4161c" dashed />
      <Marker longitude={lonDeg} latitude={latDeg} anchor="bottom">
        <IncidentPin />
      </Marker>
      {cameras.map((camera, index) => (
        <Marker
          key={camera.cameraId}
          longitude={camera.position.coordinates[0] ?? 0}
          latitude={camera.position.coordinates[1] ?? 0}
          style={{ zIndex: camera.cameraId === selectedId ? 2 : 1 }}
        >
          <button
            type="button"
            className={styles.marker}
            aria-pressed={camera.cameraId === selectedId}
            aria-label={t('route.marker', { rank: index + 1, name: camera.cameraName })}
            onClick={() => onSelect(camera.cameraId)}
          >
            {index + 1}
          </button>
        </Marker>
      ))}
    </MapCanvas>
  );
}
