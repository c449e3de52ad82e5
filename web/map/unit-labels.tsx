import { Layer, Source, useMap } from '@vis.gl/react-maplibre';
import { type ReactElement, useEffect, useState } from 'react';
import { BASE_SOURCE, MAP_FONT } from './base-style.ts';
import { type UnitLabel, unitLabelPoints } from './unit-label-points.ts';

const LABELLED_LEVELS = ['neighbourhood', 'drawn_area'];

/** Names of the neighbourhoods in view. */
export function UnitLabels(): ReactElement {
  const labels = useUnitLabels();
  const data = {
    type: 'FeatureCollection' as const,
    features: labels.map(({ name, lonDeg, latDeg }) => ({
      type: 'Feature' as const,
      properties: { name },
      geometry: { type: 'Point' as const, coordinates: [lonDeg, latDeg] },
    })),
  };
  return (
    <Source id="unit-label" type="geojson" data={data}>
      <Layer
        id="unit-label"
        type="symbol"
        minzoom={12}
        layout={{
          'text-field': ['get', 'name'],
          'text-font': MAP_FONT,
          'text-size': 13,
          'text-max-width': 8,
          'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
          'text-radial-offset': 1.2,
        }}
        paint={{ 'text-color': '#5d4a7d', 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 }}
      />
    </Source>
  );
}

function useUnitLabels(): readonly UnitLabel[] {
  const { current: map } = useMap();
  const [labels, setLabels] = useState<readonly UnitLabel[]>([]);
  useEffect(() => {
    if (!map) return;
    const update = () => {
      const features = map.querySourceFeatures(BASE_SOURCE, { sourceLayer: 'unit', filter: ['in', ['get', 'level'], ['literal', LABELLED_LEVELS]] });
      const found = unitLabelPoints(
        features.map(({ properties, geometry }) => ({
          id: String(properties['id']),
          name: String(properties['name']),
          coordinates: 'coordinates' in geometry ? geometry.coordinates : null,
        })),
      );
      setLabels((shown) => (JSON.stringify(shown) === JSON.stringify(found) ? shown : found));
    };
    map.on('idle', update);
    return () => void map.off('idle', update);
  }, [map]);
  return labels;
}
