import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { INCIDENT_LIMITS } from '../../domain/incident-limits.ts';
import { PlaceFields } from '../map/place-fields.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import type { IncidentPartProps } from './incident-part-props.ts';

/** Where it happened and how sure that is, clicked on the map or typed. */
export function IncidentPlaceFields({ draft, change, errorOf }: IncidentPartProps): ReactElement {
  const { t } = useTranslation();
  return (
    <SectionCard title={t('incidentForm.where')}>
      <Text>{t('incidentForm.whereHint')}</Text>
      <PlaceFields
        mapLabel={t('incidentForm.mapLabel')}
        draft={draft}
        change={change}
        errorOf={errorOf}
        radius={{ label: t('incidentForm.uncertainty'), min: 0, max: 500, typedMax: INCIDENT_LIMITS.maxUncertaintyM, step: 5 }}
      />
    </SectionCard>
  );
}
