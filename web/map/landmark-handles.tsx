import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { LonLat } from '../../domain/geojson.ts';
import { bearingBetweenDeg, distanceBetweenM } from '../../domain/view-geometry.ts';
import { LANDMARK_NAMES, type LandmarkName } from '../cameras/landmark-marks.ts';
import { useCompass } from '../formats/use-compass.ts';
import { useFormats } from '../formats/use-formats.ts';
import styles from './map-handle.module.css';
import { MapHandle } from './map-handle.tsx';
import { movedBy, roundedPlace } from './placement-turn.ts';

/** The two landmarks that are also marked in the camera's picture. */
export interface MapLandmarks {
  readonly places: Readonly<Record<LandmarkName, LonLat>>;
  /** Which one a click on the map places. */
  readonly active: LandmarkName;
  readonly onPlace: (name: LandmarkName, place: LonLat) => void;
}

/** Landmarks on the map, dragged or moved by keys. */
export function LandmarkHandles({ placement, landmarks }: { readonly placement: CameraPlacement; readonly landmarks: MapLandmarks }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const compass = useCompass();
  const camera = placement.position.coordinates;
  return (
    <>
      {LANDMARK_NAMES.map((name) => {
        const place = landmarks.places[name];
        const distanceM = distanceBetweenM(camera, place);
        return (
          <MapHandle
            key={name}
            place={place}
            label={t('landmark.onMap', { name })}
            value={Math.round(distanceM)}
            min={0}
            max={5000}
            valueText={t('landmark.onMapValue', { distance: formats.distance(distanceM), bearing: compass(bearingBetweenDeg(camera, place)) })}
            onDrag={(to) => landmarks.onPlace(name, roundedPlace(to))}
            onSteps={(steps) => landmarks.onPlace(name, movedBy(place, steps))}
          >
            <span className={`${styles.crosshair} ${styles[`landmark${name}`]}`} data-name={name} aria-hidden="true" />
          </MapHandle>
        );
      })}
    </>
  );
}
