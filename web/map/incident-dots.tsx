import { Layer, Source } from '@vis.gl/react-maplibre';
import type { GeoJSONSourceSpecification } from 'maplibre-gl';
import type { ReactElement } from 'react';

/** The layer whose features are incidents; their `id` property is the incident's. */
export const INCIDENT_LAYER = 'incident-dots';

interface IncidentDotsProps {
  readonly incidents: readonly { readonly id: string; readonly location: { readonly type: 'Point'; readonly coordinates: readonly number[] } }[];
  readonly selectedIds: readonly string[];
}

/** Where incidents happened, as rings that hide no camera. */
export function IncidentDots({ incidents, selectedIds }: IncidentDotsProps): ReactElement {
  const features = incidents.map(({ id, location }) => ({ type: 'Feature', properties: { id, selected: selectedIds.includes(id) }, geometry: location }));
  return (
    <Source id={INCIDENT_LAYER} type="geojson" data={{ type: 'FeatureCollection', features } as GeoJSONSourceSpecification['data']}>
      <Layer
        id={INCIDENT_LAYER}
        type="circle"
        paint={{
          'circle-radius': ['case', ['get', 'selected'], 14, 10],
          'circle-color': '#7a1fa2',
          'circle-opacity': 0.25,
          'circle-stroke-color': '#7a1fa2',
          'circle-stroke-width': ['case', ['get', 'selected'], 4, 2.5],
        }}
      />
    </Source>
  );
}
