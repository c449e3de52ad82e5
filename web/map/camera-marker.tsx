import { Marker } from '@vis.gl/react-maplibre';
import type { ReactElement } from 'react';
import type { LonLat } from '../../domain/geojson.ts';
import type { CameraState } from '../../domain/camera-terms.ts';
import { StateIcon } from './state-icon.tsx';

/** A camera on a map that shows only one or a few. */
export function CameraMarker({ position, state, size = 30 }: { readonly position: LonLat; readonly state: CameraState; readonly size?: number }): ReactElement {
  return (
    <Marker longitude={position[0]} latitude={position[1]}>
      <StateIcon state={state} size={size} />
    </Marker>
  );
}
