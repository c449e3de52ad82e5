import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { apiTemplate } from '../api/call-api.ts';

/** Drawn by the browser from the page's own font: no glyph server is asked. */
export const MAP_FONT = ['Be Vietnam Pro'];

/** Source of the base map's units, roads and buildings. */
export const BASE_SOURCE = 'base';

/** Colours of every base map of ours: pale, so that cameras stand out. */
export const MAP_COLOURS = {
  land: '#f9faf7',
  green: '#e3eddc',
  water: '#cfe3ec',
  waterName: '#33637a',
  building: '#dcd8d0',
  buildingEdge: '#c4beb3',
  mainRoad: '#fde7b0',
  smallRoad: '#ffffff',
  roadEdge: '#b9b4aa',
  name: '#55504a',
} as const;

/**
 * The source of our own units, roads and buildings, from the service's own tiles.
 *
 * @param origin of the page: tiles are fetched by a worker, which can't resolve a bare path.
 */
export function unitSources(origin: string): StyleSpecification['sources'] {
  return { [BASE_SOURCE]: { type: 'vector', tiles: [origin + apiTemplate('GET /base-map/tiles/{z}/{x}/{y}')], minzoom: 0, maxzoom: 16 } };
}

/**
 * The map that needs nothing from elsewhere: unit boundaries, roads and buildings that were imported, from the service's own tiles.
 *
 * @param origin as for `unitSources`.
 */
export function offlineBaseStyle(origin: string): StyleSpecification {
  return {
    version: 8,
    sources: unitSources(origin),
    layers: [
      { id: 'background', type: 'background', paint: { 'background-color': '#eef1ee' } },
      { id: 'unit-area', type: 'fill', source: BASE_SOURCE, 'source-layer': 'unit', paint: { 'fill-color': MAP_COLOURS.land, 'fill-opacity': 0.8 } },
      unitBoundaries(),
      {
        id: 'building',
        type: 'fill',
        source: BASE_SOURCE,
        'source-layer': 'building',
        minzoom: 14,
        paint: { 'fill-color': MAP_COLOURS.building, 'fill-outline-color': MAP_COLOURS.buildingEdge },
      },
      ...roadLayers(),
    ],
  };
}

/** Outlines of units, the same on every base map of ours. */
export function unitBoundaries(): LayerSpecification {
  return {
    id: 'unit-boundary',
    type: 'line',
    source: BASE_SOURCE,
    'source-layer': 'unit',
    paint: {
      'line-color': '#7d6a9a',
      'line-dasharray': [3, 2],
      'line-width': ['match', ['get', 'level'], 'neighbourhood', 1, 'drawn_area', 1, 2],
      'line-opacity': 0.75,
    },
  };
}

function roadLayers(): StyleSpecification['layers'] {
  const layer = { source: BASE_SOURCE, 'source-layer': 'road', layout: { 'line-cap': 'round', 'line-join': 'round' } } as const;
  return [
    { id: 'road-edge', type: 'line', ...layer, minzoom: 13, paint: { 'line-color': MAP_COLOURS.roadEdge, 'line-width': anyRoadWidth(2) } },
    {
      id: 'road',
      type: 'line',
      ...layer,
      paint: { 'line-color': ['match', ['get', 'kind'], [...MAIN_ROADS], MAP_COLOURS.mainRoad, MAP_COLOURS.smallRoad], 'line-width': anyRoadWidth(0) },
    },
    {
      id: 'road-name',
      type: 'symbol',
      source: BASE_SOURCE,
      'source-layer': 'road',
      minzoom: 15,
      layout: { 'symbol-placement': 'line', 'text-field': ['get', 'name'], 'text-font': MAP_FONT, 'text-size': 12 },
      paint: { 'text-color': MAP_COLOURS.name, 'text-halo-color': '#ffffff', 'text-halo-width': 1.5 },
    },
  ];
}

const MAIN_ROADS = ['motorway', 'trunk', 'primary', 'secondary', 'tertiary'] as const;
/** Widths of a road at zoom 10, 14 and 18. */
const ROAD_WIDTHS_PX = { main: [1, 3, 16], small: [0.3, 1.5, 9] } as const;

/** How wide a road is drawn, growing with the zoom. */
export function roadWidth(kind: keyof typeof ROAD_WIDTHS_PX, extraPx: number): ExpressionSpecification {
  const [far, middle, near] = ROAD_WIDTHS_PX[kind];
  return ['interpolate', ['exponential', 1.5], ['zoom'], 10, far + extraPx, 14, middle + extraPx, 18, near + extraPx];
}

function anyRoadWidth(extraPx: number): ExpressionSpecification {
  const at = (index: 0 | 1 | 2): ExpressionSpecification => [
    'match',
    ['get', 'kind'],
    [...MAIN_ROADS],
    ROAD_WIDTHS_PX.main[index] + extraPx,
    ROAD_WIDTHS_PX.small[index] + extraPx,
  ];
  return ['interpolate', ['exponential', 1.5], ['zoom'], 10, at(0), 14, at(1), 18, at(2)];
}
