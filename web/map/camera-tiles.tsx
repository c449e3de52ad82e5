import { Layer, Source, useMap } from '@vis.gl/react-maplibre';
import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl';
import { type ReactElement, useEffect, useRef } from 'react';
import { CAMERA_STATES } from '../../domain/camera-terms.ts';
import { apiTemplate } from '../api/call-api.ts';
import { MAP_FONT } from './base-style.ts';
import { CameraClusters } from './camera-clusters.tsx';
import type { StatesOnMap } from './cluster-drawing.ts';
import { STATE_SYMBOLS } from './state-symbol.ts';

/** The layer whose features are cameras; their `id` property is the camera's. */
export const CAMERA_LAYER = 'camera';
const SOURCE = 'coverage';

interface CameraTilesProps {
  /** Only cameras in these states, and what they see. */
  readonly states?: StatesOnMap;
  readonly selectedId?: string | null;
  /** Another number fetches the tiles again. */
  readonly revision: number;
  /** As at which day (`yyyy-mm-dd`); now when undefined. */
  readonly asOf?: string | undefined;
  /** Whether the cameras themselves, and what they see, are drawn. */
  readonly cameras?: boolean;
  readonly coverage?: boolean;
}

const visible = (shown: boolean) => ({ visibility: shown ? ('visible' as const) : ('none' as const) });

/** All cameras that the user may see, gathered where they are far away, with what they see of the ground: filled where they work, an outline where they don't. */
export function CameraTiles({ states, selectedId = null, revision, asOf, cameras = true, coverage = true }: CameraTilesProps): ReactElement {
  const ofState: FilterSpecification = states === undefined ? ['has', 'state'] : ['in', ['get', 'state'], ['literal', [...states]]];
  const seen = (works: boolean): FilterSpecification => ['all', ofState, ['==', ['get', 'works'], works]];
  useRefreshedTiles(revision);
  const tiles = window.location.origin + apiTemplate('GET /coverage/tiles/{z}/{x}/{y}', { asOf });
  return (
    <Source key={tiles} id={SOURCE} type="vector" tiles={[tiles]} minzoom={0} maxzoom={18}>
      <Layer
        id="coverage-area"
        type="fill"
        source-layer="coverage"
        filter={seen(true)}
        layout={visible(coverage)}
        minzoom={13}
        paint={{ 'fill-color': STATE_COLOUR, 'fill-opacity': 0.2 }}
      />
      <Layer
        id="coverage-edge"
        type="line"
        source-layer="coverage"
        filter={seen(true)}
        layout={visible(coverage)}
        minzoom={14}
        paint={{ 'line-color': STATE_COLOUR, 'line-width': 1, 'line-opacity': 0.7 }}
      />
      <Layer
        id="coverage-lost"
        type="line"
        source-layer="coverage"
        filter={seen(false)}
        layout={visible(coverage)}
        minzoom={13}
        paint={{ 'line-color': STATE_COLOUR, 'line-width': 1.5, 'line-dasharray': [3, 2] }}
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
      <CameraClusters states={states} shown={cameras} source={SOURCE} />
      <Layer
        id={CAMERA_LAYER}
        type="symbol"
        source-layer="camera"
        filter={ofState}
        layout={{
          ...visible(cameras),
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
