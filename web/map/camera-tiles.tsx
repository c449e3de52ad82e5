import { Layer, Source, useMap } from '@vis.gl/react-maplibre';
import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl';
import { type ReactElement, useEffect, useRef } from 'react';
import { CAMERA_STATES, type CameraState } from '../../domain/camera-terms.ts';
import { API_BASE } from '../api/http-client.ts';
import { MAP_FONT } from './base-style.ts';
import { STATE_SYMBOLS } from './state-symbol.ts';

/** The layer whose features are cameras; their `id` property is the camera's. */
export const CAMERA_LAYER = 'camera';
const SOURCE = 'coverage';

interface CameraTilesProps {
  /** Only cameras in this state; all when undefined. */
  readonly state?: CameraState | undefined;
  readonly selectedId?: string | null;
  /** Another number fetches the tiles again. */
  readonly revision: number;
}

/** All cameras that the user may see, with what they see of the ground. */
export function CameraTiles({ state, selectedId = null, revision }: CameraTilesProps): ReactElement {
  const filter: { filter?: FilterSpecification } = state === undefined ? {} : { filter: ['==', ['get', 'state'], state] };
  useRefreshedTiles(revision);
  return (
    <Source id={SOURCE} type="vector" tiles={[`${window.location.origin}${API_BASE}/coverage/tiles/{z}/{x}/{y}`]} minzoom={0} maxzoom={16}>
      <Layer id="coverage-area" type="fill" source-layer="coverage" {...filter} minzoom={13} paint={{ 'fill-color': STATE_COLOUR, 'fill-opacity': 0.2 }} />
      <Layer
        id="coverage-edge"
        type="line"
        source-layer="coverage"
        {...filter}
        minzoom={14}
        paint={{ 'line-color': STATE_COLOUR, 'line-width': 1, 'line-opacity': 0.7 }}
      />
      <Layer
        id="coverage-selected"
        type="line"
        source-layer="coverage"
        filter={['==', ['get', 'cameraId'], selectedId ?? '']}
        paint={{ 'line-color': '#0b4f6c', 'line-width': 3 }}
      />
      <Layer
        id="camera-selected"
        type="circle"
        source-layer="camera"
        filter={['==', ['get', 'id'], selectedId ?? '']}
        paint={{ 'circle-radius': 19, 'circle-color': '#ffd166', 'circle-stroke-color': '#0b4f6c', 'circle-stroke-width': 2 }}
      />
      <Layer
        id={CAMERA_LAYER}
        type="symbol"
        source-layer="camera"
        {...filter}
        layout={{
          'icon-image': ['concat', 'camera-', ['get', 'state']],
          'icon-size': ['interpolate', ['linear'], ['zoom'], 8, 0.35, 13, 0.6, 16, 0.9],
          'icon-allow-overlap': true,
          'symbol-sort-key': ['match', ['get', 'state'], 'offline', 3, 'degraded', 2, 1],
          'text-field': ['step', ['zoom'], '', 16.5, ['get', 'name']],
          'text-font': MAP_FONT,
          'text-size': 12,
          'text-offset': [0, 1.3],
          'text-anchor': 'top',
          'text-optional': true,
        }}
        paint={{ 'text-color': '#17242c', 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 }}
      />
    </Source>
  );
}

const STATE_COLOUR = [
  'match',
  ['get', 'state'],
  ...CAMERA_STATES.flatMap((state) => [state, state === 'draft' ? STATE_SYMBOLS.draft.edge : STATE_SYMBOLS[state].fill]),
  '#5c6972',
] as unknown as ExpressionSpecification;

/** Fetches the tiles in view again when `revision` changes; the old ones stay until the new ones are there. */
function useRefreshedTiles(revision: number): void {
  const { current: map } = useMap();
  const shown = useRef(revision);
  useEffect(() => {
    if (shown.current === revision) return;
    shown.current = revision;
    if (map?.getSource(SOURCE)) map.getMap().refreshTiles(SOURCE);
  }, [map, revision]);
}
