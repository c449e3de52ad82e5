import { Alert, Button, Group, SegmentedControl, Text } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { LandmarkProblem, LandmarkView } from '../../domain/landmarks/landmark-view.ts';
import type { Snapshot } from '../api/api-types.ts';
import { useCompass } from '../formats/use-compass.ts';
import { useFormats } from '../formats/use-formats.ts';
import { QueryView } from '../ui/query-view.tsx';
import styles from './camera-form.module.css';
import { LANDMARK_NAMES, viewOfMarks, withMark, type LandmarkMarks } from './landmark-marks.ts';
import { PictureMarks } from './picture-marks.tsx';
import { TakePicture } from './take-picture.tsx';
import { useOwnPicture } from './use-own-picture.ts';

interface LandmarkFieldsProps {
  readonly cameraId: string;
  readonly placement: CameraPlacement;
  readonly marks: LandmarkMarks;
  readonly onMarks: (marks: LandmarkMarks) => void;
  readonly onView: (view: LandmarkView) => void;
  readonly onClose: () => void;
}

/** An older picture may show another direction than the camera's of today. */
const NEWEST_MS = 86_400_000;

/** Two points in the board's own picture and on the map: from them follow bearing, angle of view and, where it can be told, tilt. */
export function LandmarkFields(props: LandmarkFieldsProps): ReactElement {
  const { t } = useTranslation();
  const { recent, taking } = useOwnPicture(props.cameraId);
  const [openedAtMs] = useState(Date.now);
  return (
    <div className={styles.landmarks} role="group" aria-label={t('landmark.title')}>
      <Text>{t('landmark.hint')}</Text>
      <QueryView query={recent}>
        {({ items }) => {
          const own = items.find(({ reason, takenAt }) => reason === 'request' && Date.parse(takenAt) > openedAtMs - NEWEST_MS);
          return own ? <MarkedPicture key={own.id} snapshot={own} {...props} /> : <Text>{t('landmark.noPicture')}</Text>;
        }}
      </QueryView>
      <Group>
        <TakePicture taking={taking} />
        <Button variant="subtle" onClick={props.onClose}>
          {t('landmark.close')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t('picture.logged')}
      </Text>
    </div>
  );
}

function MarkedPicture({ snapshot, placement, marks, onMarks, onView }: LandmarkFieldsProps & { readonly snapshot: Snapshot }): ReactElement {
  const { t } = useTranslation();
  const picture = { width: snapshot.widthPx, height: snapshot.heightPx };
  const found = viewOfMarks(marks, { position: placement.position.coordinates, heightM: placement.heightM, picture });
  return (
    <>
      <PictureMarks snapshot={snapshot} marks={marks} onMark={(name, inPicture) => onMarks(withMark(marks, name, { inPicture }))} />
      <SegmentedControl
        size="md"
        aria-label={t('landmark.which')}
        value={marks.active}
        onChange={(active) => onMarks({ ...marks, active: active === 'B' ? 'B' : 'A' })}
        data={LANDMARK_NAMES.map((name) => ({ value: name, label: t('landmark.point', { name }) }))}
      />
      <div role="status">
        <NextMark marks={marks} />
        {typeof found === 'string' && <Alert color="orange">{t(`landmarkProblem.${found satisfies LandmarkProblem}`)}</Alert>}
        {found !== null && typeof found === 'object' && <FoundView view={found} onView={onView} />}
      </div>
    </>
  );
}

/** Which mark is still missing. */
function NextMark({ marks }: { readonly marks: LandmarkMarks }): ReactElement | null {
  const { t } = useTranslation();
  const missing = [marks.active, ...LANDMARK_NAMES].find((name) => !(marks.marks[name].isInPicture && marks.marks[name].isOnMap));
  if (missing === undefined) return null;
  return <Text fw={600}>{marks.marks[missing].isInPicture ? t('landmark.nextOnMap', { name: missing }) : t('landmark.nextInPicture', { name: missing })}</Text>;
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
