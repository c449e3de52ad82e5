import { Marker, useMap } from '@vis.gl/react-maplibre';
import { type ReactElement, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LonLat } from '../../domain/geojson.ts';
import { uncertaintyDisc } from '../../domain/uncertainty-disc.ts';
import type { Candidate, Incident } from '../api/api-types.ts';
import styles from './candidate-map.module.css';
import { GeoOverlay, overlayLine, type OverlayGeometry } from './geo-overlay.tsx';
import { IncidentPin } from './incident-pin.tsx';
import { boundsOfCoordinates, COUNTRY_BOUNDS } from './lon-lat-bounds.ts';
import { MapCanvas } from './map-canvas.tsx';

interface CandidateMapProps {
  readonly incident: Incident;
  readonly candidates: readonly Candidate[];
  readonly selectedId: string | null;
  readonly onSelect: (cameraId: string) => void;
}

/** An incident, the cameras that could have seen it with what they see, and the lines of sight, that to the selected one stronger. */
export function CandidateMap({ incident, candidates, selectedId, onSelect }: CandidateMapProps): ReactElement {
  const { t } = useTranslation();
  const [lonDeg = 0, latDeg = 0] = incident.location.coordinates;
  const place: LonLat = [lonDeg, latDeg];
  const disc = useMemo(() => uncertaintyDisc([lonDeg, latDeg], incident.uncertaintyM), [lonDeg, latDeg, incident.uncertaintyM]);
  const bounds = useMemo(() => boundsOfCoordinates([...candidates.map(({ position }) => position.coordinates), disc.coordinates]), [candidates, disc]);
  const seeing = candidates.filter(({ sees }) => sees !== 'none');
  const selected = candidates.find(({ cameraId }) => cameraId === selectedId);
  return (
    <MapCanvas label={t('candidates.mapLabel')} bounds={bounds ?? COUNTRY_BOUNDS} embedded>
      <GeoOverlay id="candidate-coverage" geometries={candidates.map(({ coverage }) => coverage)} color="#3b6f8c" fillOpacity={0.1} lineWidth={1} />
      <GeoOverlay id="incident-disc" geometries={[disc]} color="#b4161c" dashed />
      {selected && <GeoOverlay id="selected-coverage" geometries={[selected.coverage]} color="#0b4f6c" fillOpacity={0.3} lineWidth={3} />}
      <GeoOverlay id="sight-lines" geometries={seeing.map((candidate) => sightLine(candidate, place))} color="#b4161c" lineWidth={1} />
      {selected && <GeoOverlay id="sight-line" geometries={[sightLine(selected, place)]} color="#b4161c" lineWidth={3} />}
      <DrawnMark />
      <Marker longitude={lonDeg} latitude={latDeg} anchor="bottom">
        <IncidentPin />
      </Marker>
      {candidates.map((candidate, index) => (
        <CandidateMarker key={candidate.cameraId} candidate={candidate} rank={index + 1} selected={candidate === selected} onSelect={onSelect} />
      ))}
    </MapCanvas>
  );
}

const sightLine = ({ position }: Candidate, place: LonLat): OverlayGeometry => ({ type: 'LineString', coordinates: [position.coordinates, place] });

/** The layers without which no candidate is seen on the map. */
const CANDIDATE_LAYERS = ['candidate-coverage', 'sight-lines'].map((source) => ({ source, layer: overlayLine(source) }));

/** Says in the browser's own timeline when candidates were first drawn on the map. */
function DrawnMark(): null {
  const { current: mapRef } = useMap();
  useEffect(() => {
    const map = mapRef?.getMap();
    if (!map) return;
    const say = () => {
      // what is loaded when a frame is done was drawn in it; a source whose layer isn't there yet counts as loaded too
      if (!CANDIDATE_LAYERS.every(({ source, layer }) => map.getLayer(layer) !== undefined && map.isSourceLoaded(source))) return;
      map.off('render', say);
      performance.mark('candidates-on-map');
    };
    map.on('render', say);
    return () => {
      map.off('render', say);
    };
  }, [mapRef]);
  return null;
}

interface CandidateMarkerProps {
  readonly candidate: Candidate;
  readonly rank: number;
  readonly selected: boolean;
  readonly onSelect: (cameraId: string) => void;
}

function CandidateMarker({ candidate, rank, selected, onSelect }: CandidateMarkerProps): ReactElement {
  const { t } = useTranslation();
  const [lonDeg = 0, latDeg = 0] = candidate.position.coordinates;
  return (
    <Marker longitude={lonDeg} latitude={latDeg} style={{ zIndex: selected ? 2 : 1 }}>
      <button
        type="button"
        className={styles.marker}
        aria-pressed={selected}
        aria-label={t('candidates.marker', { rank, name: candidate.cameraName })}
        onClick={() => onSelect(candidate.cameraId)}
      >
        {rank}
      </button>
    </Marker>
  );
}
