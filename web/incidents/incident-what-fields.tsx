import { NativeSelect, Textarea } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SectionCard } from '../ui/section-card.tsx';
import type { IncidentPartProps } from './incident-part-props.ts';
import { PersonalDataNotice } from './personal-data-notice.tsx';
import { useCategories, useCategoryName } from './use-incidents.ts';

/** What happened: its category and a short text without anybody's numbers. */
export function IncidentWhatFields({ draft, change, errorOf }: IncidentPartProps): ReactElement {
  const { t } = useTranslation();
  const categories = useCategories();
  const categoryName = useCategoryName();
  const codes = categories.data?.map(({ code }) => code) ?? [];
  return (
    <SectionCard title={t('incidentForm.what')}>
      <NativeSelect
        label={t('incident.category')}
        required
        value={draft.category}
        error={categories.isError ? t('incidentForm.categoriesFailed') : errorOf('category')}
        onChange={(event) => change({ category: event.currentTarget.value })}
        data={[{ value: '', label: t('cameraForm.choose') }, ...codes.map((code) => ({ value: code, label: categoryName(code) }))]}
      />
      <Textarea
        label={t('incident.summary')}
        description={t('incidentForm.summaryHint')}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={4000}
        value={draft.summary}
        error={errorOf('summary')}
        onChange={(event) => change({ summary: event.currentTarget.value })}
      />
      <PersonalDataNotice text={draft.summary} />
    </SectionCard>
  );
}
