import { Button, Text } from '@mantine/core';
import { type ReactElement, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LandmarkView } from '../../domain/landmarks/landmark-view.ts';
import { LatLonFields } from '../map/lat-lon-fields.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { useCameraForm } from './camera-form-context.ts';
import styles from './camera-form.module.css';
import { LandmarkFields } from './landmark-fields.tsx';
import { LandmarkResult } from './landmark-result.tsx';
import { LocateButton } from './locate-button.tsx';
import { untouchedMarks, type LandmarkMarks } from './landmark-marks.ts';
import { PlacementView } from './placement-view.tsx';
import { placementOfDraft } from './read-camera-draft.ts';
import { ViewFields } from './view-fields.tsx';

interface PlacementFieldsProps {
  /** The camera whose own picture the user may open; none while it is registered, or for others than its board. */
  readonly pictureOf?: string | undefined;
  /** Why there is none, where that is worth a word. */
  readonly pictureHint?: string | undefined;
}

/** Where the camera hangs and points: dragged on the map, marked in its picture, or typed, with the ground that it sees drawn at once. */
export function PlacementFields({ pictureOf, pictureHint }: PlacementFieldsProps): ReactElement {
  const { t } = useTranslation();
  const { draft, change } = useCameraForm();
  const [marks, setMarks] = useState<LandmarkMarks | null>(null);
  const [applied, setApplied] = useState(false);
  const placement = useMemo(() => placementOfDraft(draft), [draft]);
  const offersPicture = pictureOf !== undefined && placement !== null && draft.motion === 'fixed';
  const shownMarks = offersPicture ? marks : null;
  function apply({ bearingDeg, hfovDeg, tiltDeg }: LandmarkView): void {
    change({ bearingDeg: Math.round(bearingDeg) % 360, hfovDeg: Math.round(hfovDeg), ...(tiltDeg === null ? {} : { tiltDeg: Math.round(tiltDeg) }) });
    setApplied(true);
    setMarks(null);
  }
  return (
    <SectionCard title={t('placement.title')}>
      <Text>{t('cameraForm.placementHint')}</Text>
      <div className={styles.placement}>
        <div className={styles.mapSide}>
          {/* the picture is asked for only when somebody opens this: each look is logged */}
          {offersPicture && shownMarks !== null && <LandmarkFields cameraId={pictureOf} marks={shownMarks} onMarks={setMarks} onClose={() => setMarks(null)} />}
          {offersPicture && shownMarks === null && (
            <Button variant="default" style={{ justifySelf: 'start' }} onClick={() => setMarks(untouchedMarks(placement))}>
              {t('landmark.open')}
            </Button>
          )}
          <PlacementView placement={placement} marks={shownMarks} onMarks={setMarks} />
          {offersPicture && shownMarks !== null && <LandmarkResult placement={placement} marks={shownMarks} onView={apply} />}
          <span role="status">{applied && shownMarks === null ? t('landmark.applied') : ''}</span>
          {pictureHint !== undefined && <Text size="sm">{pictureHint}</Text>}
        </div>
        <div className={styles.sliders}>
          <PositionFields />
          <ViewFields />
        </div>
      </div>
    </SectionCard>
  );
}

function PositionFields(): ReactElement {
  const { draft, change, errorOf } = useCameraForm();
  return (
    <>
      <LatLonFields
        draft={draft}
        change={change}
        latError={errorOf('placement.position.lat') ?? errorOf('placement.position')}
        lonError={errorOf('placement.position.lon')}
      />
      <LocateButton />
    </>
  );
}
