import { Layer } from '@vis.gl/react-maplibre';
import type { ExpressionSpecification } from 'maplibre-gl';
import type { ReactElement } from 'react';
import { MAP_FONT } from './base-style.ts';
import { clusterCount, clusterFilter, clusterLabel, clusterStates, type StatesOnMap } from './cluster-drawing.ts';

/** The layer whose features are several cameras at once; their `count` says how many. */
export const CLUSTER_LAYER = 'camera-cluster';

interface CameraClustersProps {
  readonly states: StatesOnMap;
  readonly shown: boolean;
  /** A Source hands its id to its own children only. */
  readonly source: string;
}

/** Cameras that are far away, as circles with numbers: how many work, or are in the wanted states, and below it how many are in which state. */
export function CameraClusters({ states, shown, source }: CameraClustersProps): ReactElement {
  const of = { source, 'source-layer': 'camera', filter: clusterFilter(states) };
  const count = clusterCount(states);
  const visibility = shown ? 'visible' : 'none';
  return (
    <>
      <Layer
        id={CLUSTER_LAYER}
        type="circle"
        {...of}
        layout={{ visibility }}
        paint={{
          'circle-radius': ['interpolate', ['linear'], count, 2, 15, 100, 22, 5000, 32],
          'circle-color': '#ffffff',
          'circle-stroke-color': states === undefined ? SHARE_COLOUR : NEUTRAL_COLOUR,
          'circle-stroke-width': 4,
        }}
      />
      <Layer
        id="camera-cluster-states"
        type="symbol"
        {...of}
        layout={{
          visibility,
          'text-field': clusterStates(states),
          'text-font': MAP_FONT,
          'text-size': TEXT_PX,
          'text-anchor': 'top',
          // beneath the circle, whose size goes by the count
          'text-offset': ['interpolate', ['linear'], count, 2, ['literal', [0, 1.7]], 100, ['literal', [0, 2.3]], 5000, ['literal', [0, 3.1]]],
          // lines are broken where the text says so, never between a symbol and its number
          'text-max-width': 100,
          // what finds no place is told when the map is nearer, and by a click: that of most cameras goes first
          'symbol-sort-key': ['-', count],
        }}
        paint={TEXT_PAINT}
      />
      <Layer
        id="camera-cluster-label"
        type="symbol"
        {...of}
        // the room that a circle takes, so that no other one's states are written over it
        layout={{ visibility, 'text-field': clusterLabel(states), 'text-font': MAP_FONT, 'text-size': TEXT_PX, 'text-allow-overlap': true, 'text-padding': 8 }}
        paint={TEXT_PAINT}
      />
    </>
  );
}

const TEXT_PX = 12;
const TEXT_PAINT = { 'text-color': '#17242c', 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 };

/** By the share that works; the numbers say the same. */
const SHARE_COLOUR: ExpressionSpecification = [
  'case',
  ['==', ['get', 'working'], ['get', 'count']],
  '#1a7a3c',
  ['>=', ['/', ['get', 'working'], ['get', 'count']], 0.7],
  '#b07800',
  '#b4161c',
];
/** Of cameras that were chosen by their state, the share that works says nothing. */
const NEUTRAL_COLOUR = '#0b4f6c';
