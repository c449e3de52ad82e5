import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import { useCompass } from '../formats/use-compass.ts';
import { useFormats } from '../formats/use-formats.ts';
import { CameraHandle } from './camera-handle.tsx';
import styles from './map-handle.module.css';
import { MapHandle } from './map-handle.tsx';
import { aimedAt, aimedBy, handlePlaces, openedBy, openedTo, spanOfDeg, TURN_LIMITS, type PlacementTurn } from './placement-turn.ts';
import { useMetresPerPixel } from './use-metres-per-pixel.ts';

interface PlacementHandlesProps {
  readonly placement: CameraPlacement;
  readonly onTurn: (turn: PlacementTurn) => void;
}

/** Nearer to each other than this, handles hide one another. */
export const LEAST_RADIUS_PX = 90;

/** What a camera is moved, turned, opened and closed with on the map. */
export function PlacementHandles({ placement, onTurn }: PlacementHandlesProps): ReactElement {
  const metresPerPixel = useMetresPerPixel(placement.position.coordinates[1]);
  const isDrawnLarge = placement.rangeM / metresPerPixel >= LEAST_RADIUS_PX / 2;
  return (
    <>
      {isDrawnLarge && <EdgeHandle side="left" placement={placement} onTurn={onTurn} />}
      {isDrawnLarge && <AimHandle placement={placement} onTurn={onTurn} />}
      {isDrawnLarge && <EdgeHandle side="right" placement={placement} onTurn={onTurn} />}
      <CameraHandle position={placement.position.coordinates} onMove={(position) => onTurn({ position })} />
    </>
  );
}

function AimHandle({ placement, onTurn }: PlacementHandlesProps): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const compass = useCompass();
  return (
    <MapHandle
      place={handlePlaces(placement).aim}
      label={t('placementMap.aim')}
      value={placement.bearingDeg}
      min={0}
      max={360}
      valueText={t('placementMap.aimValue', { bearing: compass(placement.bearingDeg), range: formats.distance(placement.rangeM) })}
      onDrag={(place) => onTurn(aimedAt(placement, place))}
      onSteps={(steps) => onTurn(aimedBy(placement, steps))}
    >
      <span className={`${styles.knob} ${styles.aim}`} aria-hidden="true" />
    </MapHandle>
  );
}

function EdgeHandle({ side, placement, onTurn }: PlacementHandlesProps & { readonly side: 'left' | 'right' }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const spanDeg = spanOfDeg(placement);
  const span = formats.number(spanDeg);
  const turns = (placement.motion ?? 'fixed') !== 'fixed';
  return (
    <MapHandle
      place={handlePlaces(placement)[side]}
      label={t(`placementMap.${side}Edge`)}
      value={spanDeg}
      min={TURN_LIMITS.spanDeg.min}
      max={TURN_LIMITS.spanDeg.max}
      valueText={turns ? t('placementMap.panValue', { span }) : t('placementMap.angleValue', { span })}
      onDrag={(place) => onTurn(openedTo(placement, place))}
      onSteps={(steps) => onTurn(openedBy(placement, steps))}
    >
      <span className={styles.knob} aria-hidden="true" />
    </MapHandle>
  );
}
