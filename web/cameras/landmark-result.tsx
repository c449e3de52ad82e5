import { Alert, Button, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { LandmarkView } from '../../domain/landmarks/landmark-view.ts';
import { useCompass } from '../formats/use-compass.ts';
import { useFormats } from '../formats/use-formats.ts';
import { viewOfMarks, type LandmarkMarks } from './landmark-marks.ts';

interface LandmarkResultProps {
  readonly placement: CameraPlacement;
  readonly marks: LandmarkMarks;
  readonly onView: (view: LandmarkView) => void;
}

/** What follows from two landmarks, or why nothing does. Stands below the map, which must not move while somebody clicks on it. */
export function LandmarkResult({ placement, marks, onView }: LandmarkResultProps): ReactElement {
  const { t } = useTranslation();
  const found = viewOfMarks(marks, { position: placement.position.coordinates, heightM: placement.heightM });
  return (
    <div role="status">
      {typeof found === 'string' && <Alert color="orange">{t(`landmarkProblem.${found}`)}</Alert>}
      {found !== null && typeof found === 'object' && <FoundView view={found} onView={onView} />}
    </div>
  );
}

function FoundView({ view, onView }: { readonly view: LandmarkView; readonly onView: (view: LandmarkView) => void }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const compass = useCompass();
  const margin = (degrees: number) => formats.number(Math.max(1, Math.ceil(degrees)));
  return (
    <Alert color="green" title={t('landmark.found')}>
      <Text>{t('landmark.foundBearing', { bearing: compass(view.bearingDeg), margin: margin(view.margin.bearingDeg) })}</Text>
      <Text>{t('landmark.foundAngle', { angle: formats.number(view.hfovDeg, 0), margin: margin(view.margin.hfovDeg) })}</Text>
      <Text mb="sm">{view.tiltDeg === null ? t('landmark.noTilt') : t('landmark.foundTilt', { tilt: formats.number(view.tiltDeg, 0) })}</Text>
      <Button onClick={() => onView(view)}>{t('landmark.apply')}</Button>
    </Alert>
  );
}
