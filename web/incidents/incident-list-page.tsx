import { NativeSelect } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { INCIDENT_OUTCOMES } from '../../domain/incident-terms.ts';
import { useMay } from '../session/session-context.ts';
import { DayField } from '../ui/day-field.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { IncidentList } from './incident-list.tsx';
import styles from './incident-list.module.css';
import { type IncidentListFilter, useIncidentFilter } from './use-incident-filter.ts';
import { useCategories, useCategoryName } from './use-incidents.ts';

/** `/incidents`: incidents within reach, newest first, narrowed by kind, outcome and day. */
export function IncidentListPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { filter, change } = useIncidentFilter();
  if (!may('incident.read')) return <NotAllowedPage />;
  const enter = may('incident.create') && <LinkButton to="/incidents/new">{t('menu.newIncident')}</LinkButton>;
  return (
    <PageFrame title={t('incidentList.title')} aside={enter}>
      <IncidentFilters filter={filter} onChange={change} />
      <IncidentList filter={filter} />
    </PageFrame>
  );
}

interface IncidentFiltersProps {
  readonly filter: IncidentListFilter;
  readonly onChange: (part: Partial<IncidentListFilter>) => void;
}

function IncidentFilters({ filter, onChange }: IncidentFiltersProps): ReactElement {
  const { t } = useTranslation();
  const categories = useCategories();
  const categoryName = useCategoryName();
  const codes = categories.data?.map(({ code }) => code) ?? [];
  return (
    <search className={styles.filters}>
      <NativeSelect
        label={t('incident.category')}
        value={filter.category ?? ''}
        onChange={(event) => onChange({ category: (event.currentTarget.value || undefined) as IncidentListFilter['category'] })}
        data={[{ value: '', label: t('incidentList.all') }, ...codes.map((code) => ({ value: code, label: categoryName(code) }))]}
      />
      <NativeSelect
        label={t('incident.outcome')}
        value={filter.outcome ?? ''}
        onChange={(event) => onChange({ outcome: INCIDENT_OUTCOMES.find((known) => known === event.currentTarget.value) })}
        data={[{ value: '', label: t('incidentList.all') }, ...INCIDENT_OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))]}
      />
      <DayField label={t('incidentList.from')} value={filter.fromDay} onCommit={(fromDay) => onChange({ fromDay })} />
      <DayField label={t('incidentList.to')} value={filter.toDay} onCommit={(toDay) => onChange({ toDay })} />
    </search>
  );
}
