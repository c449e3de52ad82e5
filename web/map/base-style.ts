import type { ExpressionSpecification, StyleSpecification } from 'maplibre-gl';
import { apiTemplate } from '../api/call-api.ts';

/** Drawn by the browser from the page's own font: no glyph server is asked. */
export const MAP_FONT = ['Be Vietnam Pro'];

/** Source of the base map's units, roads and buildings. */
export const BASE_SOURCE = 'base';

/**
 * The map that needs nothing from elsewhere: unit boundaries, roads and buildings that were imported, from the service's own tiles.
 *
 * @param origin of the page: tiles are fetched by a worker, which can't resolve a bare path.
 */
export function offlineBaseStyle(origin: string): StyleSpecification {
  return {
    version: 8,
    sources: {
      [BASE_SOURCE]: { type: 'vector', tiles: [origin + apiTemplate('GET /base-map/tiles/{z}/{x}/{y}')], minzoom: 0, maxzoom: 16 },
    },
    layers: [
      { id: 'background', type: 'background', paint: { 'background-color': '#eef1ee' } },
      ...unitLayers(),
      {
        id: 'building',
        type: 'fill',
        source: BASE_SOURCE,
        'source-layer': 'building',
        minzoom: 14,
        paint: { 'fill-color': '#dcd8d0', 'fill-outline-color': '#c4beb3' },
      },
      ...roadLayers(),
    ],
  };
}

function unitLayers(): StyleSpecification['layers'] {
  return [
    { id: 'unit-area', type: 'fill', source: BASE_SOURCE, 'source-layer': 'unit', paint: { 'fill-color': '#f9faf7', 'fill-opacity': 0.8 } },
    {
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
    },
  ];
}

function roadLayers(): StyleSpecification['layers'] {
  const layer = { source: BASE_SOURCE, 'source-layer': 'road', layout: { 'line-cap': 'round', 'line-join': 'round' } } as const;
  return [
    { id: 'road-edge', type: 'line', ...layer, minzoom: 13, paint: { 'line-color': '#b9b4aa', 'line-width': roadWidth(2) } },
    {
      id: 'road',
      type: 'line',
      ...layer,
      paint: { 'line-color': ['match', ['get', 'kind'], [...MAIN_ROADS], '#fde7b0', '#ffffff'], 'line-width': roadWidth(0) },
    },
    {
      id: 'road-name',
      type: 'symbol',
      source: BASE_SOURCE,
      'source-layer': 'road',
      minzoom: 15,
      layout: { 'symbol-placement': 'line', 'text-field': ['get', 'name'], 'text-font': MAP_FONT, 'text-size': 12 },
      paint: { 'text-color': '#55504a', 'text-halo-color': '#ffffff', 'text-halo-width': 1.5 },
    },
  ];
}

const MAIN_ROADS = ['motorway', 'trunk', 'primary', 'secondary', 'tertiary'] as const;

function roadWidth(extraPx: number): ExpressionSpecification {
  const width = (mainPx: number, smallPx: number): ExpressionSpecification => ['match', ['get', 'kind'], [...MAIN_ROADS], mainPx + extraPx, smallPx + extraPx];
  return ['interpolate', ['exponential', 1.5], ['zoom'], 10, width(1, 0.3), 14, width(3, 1.5), 18, width(16, 9)];
}
