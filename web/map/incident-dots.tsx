import { Layer, Source } from '@vis.gl/react-maplibre';
import type { GeoJSONSourceSpecification } from 'maplibre-gl';
import type { ReactElement } from 'react';

interface IncidentDotsProps {
  readonly places: readonly { readonly type: 'Point'; readonly coordinates: readonly number[] }[];
}

/** Where incidents happened, as rings that hide no camera. */
export function IncidentDots({ places }: IncidentDotsProps): ReactElement {
  const data = { type: 'FeatureCollection', features: places.map((geometry) => ({ type: 'Feature', properties: {}, geometry })) };
  return (
    <Source id="incident-dots" type="geojson" data={data as GeoJSONSourceSpecification['data']}>
      <Layer
        id="incident-dots"
        type="circle"
        paint={{ 'circle-radius': 9, 'circle-color': '#7a1fa2', 'circle-opacity': 0.25, 'circle-stroke-color': '#7a1fa2', 'circle-stroke-width': 2.5 }}
      />
    </Source>
  );
}
