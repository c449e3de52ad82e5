import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LonLat } from '../../domain/geojson.ts';
import { MapHandle } from './map-handle.tsx';
import { movedBy, roundedPlace } from './placement-turn.ts';
import { StateIcon } from './state-icon.tsx';

/** The camera itself, moved on the map. */
export function CameraHandle({ position, onMove }: { readonly position: LonLat; readonly onMove: (position: LonLat) => void }): ReactElement {
  const { t } = useTranslation();
  const [lonDeg, latDeg] = position;
  return (
    <MapHandle
      place={position}
      label={t('placementMap.camera')}
      value={latDeg}
      min={-90}
      max={90}
      valueText={t('placementMap.cameraValue', { lat: latDeg.toFixed(6), lon: lonDeg.toFixed(6) })}
      onDrag={(place) => onMove(roundedPlace(place))}
      onSteps={(steps) => onMove(movedBy(position, steps))}
    >
      <StateIcon state="unknown" size={30} />
    </MapHandle>
  );
}
