import { Text } from '@mantine/core';
import { Suspense, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { MapLandmarks } from '../map/landmark-handles.tsx';
import type { PlacementTurn } from '../map/placement-turn.ts';
import { useHomeBounds } from '../map/use-home-bounds.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { useCameraForm } from './camera-form-context.ts';
import styles from './camera-form.module.css';
import { withMapMark, type LandmarkMarks } from './landmark-marks.ts';
import { useCoveragePreview, type CoverageAnswer } from './use-coverage-preview.ts';

const PlacementEditor = lazyPart(() => import('../map/placement-editor.tsx'), 'PlacementEditor');

interface PlacementViewProps {
  readonly placement: CameraPlacement | null;
  /** Given, the map takes landmarks and leaves the camera alone. */
  readonly marks: LandmarkMarks | null;
  readonly onMarks: (marks: LandmarkMarks) => void;
}

/** The map of the form, and what the service says about the ground that buildings leave. */
export function PlacementView({ placement, marks, onMarks }: PlacementViewProps): ReactElement {
  const { t } = useTranslation();
  const { change } = useCameraForm();
  const home = useHomeBounds();
  const answer = useCoveragePreview(placement);
  return (
    <>
      <div className={styles.map}>
        {home.isPending ? (
          <LoadingView />
        ) : (
          <Suspense fallback={<LoadingView />}>
            <PlacementEditor
              label={t('cameraForm.mapLabel')}
              placement={placement}
              seen={answer !== null && typeof answer === 'object' ? answer.coverage : null}
              {...(home.data ? { home: home.data } : {})}
              landmarks={marks === null ? null : mapLandmarks(marks, onMarks)}
              onTurn={(turn) => change(draftOfTurn(turn))}
            />
          </Suspense>
        )}
      </div>
      <div role="status">{answer !== null && <Text size="sm">{t(`placementSeen.${wordOf(answer)}`)}</Text>}</div>
      {placement !== null && marks === null && (
        <Text size="sm">
          {t('placementMap.howTo')} <span className={styles.byKeys}>{t('placementMap.howToByKeys')}</span>
        </Text>
      )}
    </>
  );
}

function mapLandmarks(marks: LandmarkMarks, onMarks: (marks: LandmarkMarks) => void): MapLandmarks {
  return {
    places: { A: marks.marks.A.onMap, B: marks.marks.B.onMap },
    active: marks.active,
    onPlace: (name, onMap) => onMarks(withMapMark(marks, name, onMap)),
  };
}

function draftOfTurn({ position, ...turn }: PlacementTurn) {
  return { ...turn, ...(position === undefined ? {} : { lonText: String(position[0]), latText: String(position[1]) }) };
}

function wordOf(answer: CoverageAnswer) {
  return typeof answer === 'string' ? answer : answer.basis;
}
