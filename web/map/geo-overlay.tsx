import { Layer, Source } from '@vis.gl/react-maplibre';
import type { GeoJSONSourceSpecification } from 'maplibre-gl';
import type { ReactElement } from 'react';

/** Any GeoJSON geometry, as the wire schemas and `domain/` have it. */
export interface OverlayGeometry {
  readonly type: 'Point' | 'LineString' | 'Polygon' | 'MultiPolygon';
  readonly coordinates: unknown;
}

interface GeoOverlayProps {
  readonly id: string;
  readonly geometries: readonly OverlayGeometry[];
  readonly color: string;
  readonly fillOpacity?: number;
  readonly lineWidth?: number;
  readonly dashed?: boolean;
}

/** Id of the layer that draws the lines of an overlay. */
export const overlayLine = (id: string): string => `${id}-line`;

/** Areas and lines in one colour on the map. */
export function GeoOverlay({ id, geometries, color, fillOpacity = 0.18, lineWidth = 2, dashed = false }: GeoOverlayProps): ReactElement {
  return (
    <Source id={id} type="geojson" data={collection(geometries)}>
      <Layer id={`${id}-fill`} type="fill" filter={['==', ['geometry-type'], 'Polygon']} paint={{ 'fill-color': color, 'fill-opacity': fillOpacity }} />
      <Layer id={overlayLine(id)} type="line" paint={{ 'line-color': color, 'line-width': lineWidth, ...(dashed ? { 'line-dasharray': [2, 1.5] } : {}) }} />
    </Source>
  );
}

function collection(geometries: readonly OverlayGeometry[]): GeoJSONSourceSpecification['data'] {
  const data = {
    type: 'FeatureCollection',
    features: geometries.map((geometry) => ({ type: 'Feature', properties: {}, geometry })),
  };
  // the wire's coordinates are numbers in nested lists, which GeoJSON's types spell out per geometry
  return data as GeoJSONSourceSpecification['data'];
}
