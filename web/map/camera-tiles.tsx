import { Layer, Source, useMap } from '@vis.gl/react-maplibre';
import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl';
import { type ReactElement, useEffect, useRef } from 'react';
import { CAMERA_STATES, type CameraState } from '../../domain/camera-terms.ts';
import { apiTemplate } from '../api/call-api.ts';
import { MAP_FONT } from './base-style.ts';
import { STATE_SYMBOLS } from './state-symbol.ts';

/** The layer whose features are cameras; their `id` property is the camera's. */
export const CAMERA_LAYER = 'camera';
/** The layer whose features are several cameras at once; their `count` says how many. */
export const CLUSTER_LAYER = 'camera-cluster';
const SOURCE = 'coverage';

interface CameraTilesProps {
  /** Only cameras in this state; all when undefined. */
  readonly state?: CameraState | undefined;
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
export function CameraTiles({ state, selectedId = null, revision, asOf, cameras = true, coverage = true }: CameraTilesProps): ReactElement {
  const ofState: FilterSpecification = state === undefined ? ['has', 'state'] : ['==', ['get', 'state'], state];
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
      <CameraClusters state={state} shown={cameras} />
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

/** How many of a cluster's cameras work ("96/118"), or how many are in the wanted state. A Source hands its id to its own children only. */
function CameraClusters({
  state,
  shown,
  source = SOURCE,
}: {
  readonly state: CameraState | undefined;
  readonly shown: boolean;
  readonly source?: string;
}): ReactElement {
  const counted: FilterSpecification = state === undefined ? ['has', 'count'] : ['>', ['coalesce', ['get', state], 0], 0];
  const label = state === undefined ? ['concat', ['get', 'working'], '/', ['get', 'count']] : ['to-string', ['get', state]];
  return (
    <>
      <Layer
        id={CLUSTER_LAYER}
        source={source}
        type="circle"
        source-layer="camera"
        filter={counted}
        layout={visible(shown)}
        paint={{
          'circle-radius': ['interpolate', ['linear'], ['get', 'count'], 2, 15, 100, 22, 5000, 32],
          'circle-color': '#ffffff',
          'circle-stroke-color': [
            'case',
            ['==', ['get', 'working'], ['get', 'count']],
            '#1a7a3c',
            ['>=', ['/', ['get', 'working'], ['get', 'count']], 0.7],
            '#b07800',
            '#b4161c',
          ],
          'circle-stroke-width': 4,
        }}
      />
      <Layer
        id="camera-cluster-label"
        source={source}
        type="symbol"
        source-layer="camera"
        filter={counted}
        layout={{ ...visible(shown), 'text-field': label as ExpressionSpecification, 'text-font': MAP_FONT, 'text-size': 12, 'text-allow-overlap': true }}
        paint={{ 'text-color': '#17242c' }}
      />
    </>
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
