import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { allowsAlarmBurst } from '../../domain/gathering-rule.ts';
import type { IncidentCategory } from '../../domain/incident-terms.ts';
import { createAlarmPoint } from '../api/alarm-api.ts';
import type { AlarmPointCreate } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useUnitChoices } from '../cameras/use-unit-choices.ts';
import { readDegrees } from '../formats/read-degrees.ts';
import { locationOf } from '../incidents/incident-draft.ts';
import { useCategories, useCategoryName } from '../incidents/use-incidents.ts';
import { PlaceFields, type PlaceDraft } from '../map/place-fields.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import type { ShownToken } from './alarm-token-card.tsx';
import styles from './alarms.module.css';

interface AlarmPointDraft extends PlaceDraft {
  readonly name: string;
  readonly unitId: string;
  readonly category: string;
}

interface PartProps {
  readonly draft: AlarmPointDraft;
  readonly change: (part: Partial<AlarmPointDraft>) => void;
  /** What is wrong with a field, in words; null when nothing is. */
  readonly errorOf: (field: keyof AlarmPointDraft) => string | null;
}

/** What may be wrong before sending; each has a text `formProblem.<name>`. */
function problemsOf({ name, unitId, latText, lonText }: AlarmPointDraft): Partial<Record<keyof AlarmPointDraft, 'required' | 'latitude' | 'longitude'>> {
  return {
    ...(name.trim() === '' && { name: 'required' as const }),
    ...(unitId === '' && { unitId: 'required' as const }),
    ...(readDegrees(latText, 90) === null && { latText: 'latitude' as const }),
    ...(readDegrees(lonText, 180) === null && { lonText: 'longitude' as const }),
  };
}

/** A draft as the API takes it; null while something is missing or can't be read. */
function pointOf(draft: AlarmPointDraft): AlarmPointCreate | null {
  const { name, unitId, category, uncertaintyM } = draft;
  const location = locationOf(draft);
  if (Object.keys(problemsOf(draft)).length > 0 || location === null) return null;
  return { name: name.trim(), unitId, category: category as IncidentCategory, uncertaintyM, position: { type: 'Point', coordinates: [...location] } };
}

/** Puts up a bell; its token is handed to `onAdded`, and is in no cache. */
export function AlarmPointForm({ onAdded }: { readonly onAdded: (token: ShownToken) => void }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [draft, setDraft] = useState<AlarmPointDraft>({ name: '', unitId: '', category: 'public_disorder', latText: '', lonText: '', uncertaintyM: 30 });
  const [tries, setTries] = useState(0);
  const saving = useMutation({
    mutationFn: createAlarmPoint,
    gcTime: 0,
    onSuccess: ({ id, name, token }) => {
      onAdded({ id, name, token });
      return client.invalidateQueries({ queryKey: queryKeys.alarmPoints });
    },
  });
  const refusedAt = useFieldComplaint(saving.error);
  const problems = tries === 0 ? {} : problemsOf(draft);
  const parts: PartProps = {
    draft,
    change: (part) => setDraft((now) => ({ ...now, ...part })),
    errorOf: (field) => (problems[field] ? t(`formProblem.${problems[field]}`) : refusedAt(field === 'latText' ? 'position' : field)),
  };
  function submit(event: FormEvent): void {
    event.preventDefault();
    const point = pointOf(draft);
    setTries(tries + 1);
    if (point !== null) saving.mutate(point);
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <FormProblem error={saving.error} incomplete={Object.keys(problems).length > 0} tries={tries} />
      <WhatFields {...parts} />
      <PlaceFields {...parts} mapLabel={t('alarmPoints.mapLabel')} radius={{ label: t('alarmPoints.radius'), min: 1, max: 250, typedMax: 250, step: 1 }} />
      <Button type="submit" loading={saving.isPending} style={{ justifySelf: 'start' }}>
        {t('alarmPoints.save')}
      </Button>
    </form>
  );
}

function WhatFields({ draft, change, errorOf }: PartProps): ReactElement {
  const { t } = useTranslation();
  const units = useUnitChoices();
  const categories = useCategories();
  const categoryName = useCategoryName();
  const kinds = (categories.data ?? []).filter(({ code }) => allowsAlarmBurst(code)).map(({ code }) => ({ value: code, label: categoryName(code) }));
  return (
    <>
      <TextInput
        label={t('alarmPoints.name')}
        required
        value={draft.name}
        error={errorOf('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('alarmPoints.unit')}
        required
        value={draft.unitId}
        error={units.isError ? t('cameraForm.unitsFailed') : errorOf('unitId')}
        onChange={(event) => change({ unitId: event.currentTarget.value })}
        data={[{ value: '', label: t(units.isPending ? 'common.loading' : 'cameraForm.choose') }, ...(units.data ?? [])]}
      />
      <NativeSelect
        label={t('alarmPoints.category')}
        value={draft.category}
        onChange={(event) => change({ category: event.currentTarget.value })}
        data={kinds}
      />
    </>
  );
}
