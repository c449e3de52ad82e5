import { Button, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitBoundary, UnitDetail, UnitPatch } from '../api/api-types.ts';
import { isApiProblem } from '../api/api-problem.ts';
import { queryKeys } from '../api/query-keys.ts';
import { patchUnit } from '../api/unit-api.ts';
import formStyles from '../cameras/camera-form.module.css';
import { parseLocalDay } from '../formats/local-time.ts';
import { DayInput } from '../ui/day-input.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { BoundaryField } from './boundary-field.tsx';

/** Puts a unit's name or outline right, and ends it. */
export function UnitChange({ unit }: { readonly unit: UnitDetail }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <SectionCard title={t('units.correct')}>
        <CorrectionForm unit={unit} />
      </SectionCard>
      {unit.validTo === null && (
        <SectionCard title={t('units.end')}>
          <EndForm unit={unit} />
        </SectionCard>
      )}
    </>
  );
}

function useSaving(unitId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (patch: UnitPatch) => patchUnit(unitId, patch),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.unitParts });
      await Promise.all([queryKeys.unitLines, queryKeys.unitLists].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}

function CorrectionForm({ unit }: { readonly unit: UnitDetail }): ReactElement {
  const { t } = useTranslation();
  const [name, setName] = useState(unit.name);
  const [boundary, setBoundary] = useState<UnitBoundary | null | 'wrong'>(null);
  const [tries, setTries] = useState(0);
  const saving = useSaving(unit.id);
  const refusedAt = useFieldComplaint(saving.error);
  const isComplete = name.trim() !== '' && boundary !== 'wrong';
  const patch = { ...(name.trim() !== unit.name && { name: name.trim() }), ...(boundary !== null && boundary !== 'wrong' && { boundary }) };
  const isChanged = Object.keys(patch).length > 0;
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    if (isComplete && isChanged) saving.mutate(patch);
  }
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      <FormProblem error={saving.error} incomplete={tries > 0 && !isComplete} tries={tries} />
      <Text>{t('units.correctText')}</Text>
      <div className={formStyles.fields}>
        <TextInput
          label={t('units.name')}
          value={name}
          error={tries > 0 && name.trim() === '' ? t('formProblem.required') : refusedAt('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <BoundaryField error={refusedAt('boundary')} onChange={setBoundary} />
      </div>
      <Button type="submit" variant="default" loading={saving.isPending} style={{ justifySelf: 'start' }}>
        {t('units.save')}
      </Button>
      <span role="status">{saving.isSuccess ? t('units.saved') : tries > 0 && isComplete && !isChanged ? t('units.unchanged') : ''}</span>
    </form>
  );
}

function EndForm({ unit }: { readonly unit: UnitDetail }): ReactElement {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [tries, setTries] = useState(0);
  const saving = useSaving(unit.id);
  const validTo = parseLocalDay(text);
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    if (validTo !== null) saving.mutate({ validTo });
  }
  const { error } = saving;
  const figure = (name: string): number => (isApiProblem(error) ? Number(error.details[name] ?? 0) : 0);
  const figures = { parts: figure('parts'), organisations: figure('organisations'), cameras: figure('cameras') };
  const uses = isApiProblem(error, 'unit_in_use') ? t('units.inUse', figures) : undefined;
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      {error && <ProblemView error={error} title={t('form.notSaved')} text={uses} />}
      <Text>{t('units.endText')}</Text>
      <DayInput label={t('units.endDay')} maw="24rem" value={text} error={tries > 0 && validTo === null ? t('formProblem.day') : null} onChange={setText} />
      <Button type="submit" variant="outline" color="red.9" loading={saving.isPending} style={{ justifySelf: 'start' }}>
        {t('units.endButton')}
      </Button>
    </form>
  );
}
