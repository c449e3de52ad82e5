import { Text } from '@mantine/core';
import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCameraForm } from '../cameras/camera-form-context.ts';
import styles from '../cameras/camera-form.module.css';
import { LocateButton } from '../cameras/locate-button.tsx';
import { PlacementView } from '../cameras/placement-view.tsx';
import { placementOfDraft } from '../cameras/read-camera-draft.ts';
import { ViewFields } from '../cameras/view-fields.tsx';
import { LatLonFields } from '../map/lat-lon-fields.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { CompassFields } from './compass-fields.tsx';

/** Where the camera hangs and where it looks: by the telephone, or by dragging on the map; figures stand behind a fold. */
export function HerePlace(): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  const placement = useMemo(() => placementOfDraft(draft), [draft]);
  const placeError = errorOf('placement.position.lat') ?? errorOf('placement.position.lon') ?? errorOf('placement.position');
  return (
    <SectionCard title={t('here.place')}>
      <LocateButton primary />
      {placeError !== null && <Text c="red.9">{t('here.placeMissing')}</Text>}
      <PlacementView placement={placement} marks={null} onMarks={() => undefined} />
      <CompassFields />
      <details>
        <summary className={styles.fold}>{t('here.figures')}</summary>
        <div className={styles.sliders}>
          <LatLonFields
            draft={draft}
            change={change}
            latError={errorOf('placement.position.lat') ?? errorOf('placement.position')}
            lonError={errorOf('placement.position.lon')}
          />
          <ViewFields />
        </div>
      </details>
    </SectionCard>
  );
}
