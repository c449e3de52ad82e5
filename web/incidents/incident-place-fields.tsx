import { Text, TextInput } from '@mantine/core';
import { lazy, Suspense, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { INCIDENT_LIMITS } from '../../domain/incident-limits.ts';
import { useHomeBounds } from '../map/use-home-bounds.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { SliderField } from '../ui/slider-field.tsx';
import { locationOf } from './incident-draft.ts';
import type { IncidentPartProps } from './incident-part-props.ts';
import styles from './incident-form.module.css';

const IncidentPlaceMap = lazy(async () => ({ default: (await import('../map/incident-place-map.tsx')).IncidentPlaceMap }));

/** Where it happened and how sure that is, clicked on the map or typed. */
export function IncidentPlaceFields({ draft, change, errorOf }: IncidentPartProps): ReactElement {
  const { t } = useTranslation();
  const home = useHomeBounds();
  return (
    <SectionCard title={t('incidentForm.where')}>
      <Text>{t('incidentForm.whereHint')}</Text>
      <div className={styles.place}>
        <div className={styles.map}>
          {home.isPending ? (
            <LoadingView />
          ) : (
            <Suspense fallback={<LoadingView />}>
              <IncidentPlaceMap
                location={locationOf(draft)}
                uncertaintyM={draft.uncertaintyM}
                {...(home.data ? { home: home.data } : {})}
                onPick={([lonDeg, latDeg]) => change({ lonText: lonDeg.toFixed(6), latText: latDeg.toFixed(6) })}
              />
            </Suspense>
          )}
        </div>
        <div className={styles.fields}>
          <div className={styles.pair}>
            <TextInput
              label={t('cameraForm.lat')}
              required
              inputMode="decimal"
              value={draft.latText}
              error={errorOf('latText')}
              onChange={(event) => change({ latText: event.currentTarget.value })}
            />
            <TextInput
              label={t('cameraForm.lon')}
              required
              inputMode="decimal"
              value={draft.lonText}
              error={errorOf('lonText')}
              onChange={(event) => change({ lonText: event.currentTarget.value })}
            />
          </div>
          <SliderField
            label={t('incidentForm.uncertainty')}
            suffix=" m"
            min={0}
            max={500}
            typedMax={INCIDENT_LIMITS.maxUncertaintyM}
            step={5}
            value={draft.uncertaintyM}
            error={errorOf('uncertaintyM')}
            onChange={(uncertaintyM) => change({ uncertaintyM })}
          />
        </div>
      </div>
    </SectionCard>
  );
}
