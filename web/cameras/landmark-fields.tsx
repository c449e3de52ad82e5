import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Snapshot } from '../api/api-types.ts';
import { QueryView } from '../ui/query-view.tsx';
import styles from './camera-form.module.css';
import { LANDMARK_NAMES, missingMark, withPictureMark, type LandmarkMarks } from './landmark-marks.ts';
import { PictureMarks } from './picture-marks.tsx';
import { TakePicture } from './take-picture.tsx';
import { useOwnPicture } from './use-own-picture.ts';

interface LandmarkFieldsProps {
  readonly cameraId: string;
  readonly marks: LandmarkMarks;
  readonly onMarks: (marks: LandmarkMarks) => void;
  readonly onClose: () => void;
}

/** An older picture may show another direction than the camera's of today. */
const NEWEST_MS = 86_400_000;

/** The board's own picture of the last day, to mark two points in that are marked on the map too. */
export function LandmarkFields({ cameraId, marks, onMarks, onClose }: LandmarkFieldsProps): ReactElement {
  const { t } = useTranslation();
  const { recent, taking } = useOwnPicture(cameraId);
  const [openedAtMs] = useState(Date.now);
  return (
    <div className={styles.landmarks} role="group" aria-label={t('landmark.title')}>
      <Text>{t('landmark.hint')}</Text>
      <Group>
        <TakePicture taking={taking} />
        <Button variant="subtle" onClick={onClose}>
          {t('landmark.close')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t('picture.logged')}
      </Text>
      <QueryView query={recent}>
        {({ items }) => {
          const own = items.find(({ reason, takenAt }) => reason === 'request' && Date.parse(takenAt) > openedAtMs - NEWEST_MS);
          return own ? <MarkedPart key={own.id} snapshot={own} marks={marks} onMarks={onMarks} /> : <Text>{t('landmark.noPicture')}</Text>;
        }}
      </QueryView>
    </div>
  );
}

function MarkedPart({ snapshot, marks, onMarks }: Pick<LandmarkFieldsProps, 'marks' | 'onMarks'> & { readonly snapshot: Snapshot }): ReactElement {
  const { t } = useTranslation();
  const picture = { id: snapshot.id, width: snapshot.widthPx, height: snapshot.heightPx };
  const missing = missingMark(marks);
  return (
    <>
      <PictureMarks snapshot={snapshot} marks={marks} onMark={(name, point) => onMarks(withPictureMark(marks, name, point, picture))} />
      <SegmentedControl
        size="md"
        aria-label={t('landmark.which')}
        value={marks.active}
        onChange={(active) => onMarks({ ...marks, active: active === 'B' ? 'B' : 'A' })}
        data={LANDMARK_NAMES.map((name) => ({ value: name, label: t('landmark.point', { name }) }))}
      />
      <Text fw={600} role="status">
        {missing === null ? t('landmark.complete') : t(missing.where === 'map' ? 'landmark.nextOnMap' : 'landmark.nextInPicture', { name: missing.name })}
      </Text>
    </>
  );
}
