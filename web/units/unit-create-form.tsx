import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { levelsUnder } from '../../domain/unit-levels.ts';
import type { Unit, UnitBoundary, UnitCreate } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { createUnit } from '../api/unit-api.ts';
import formStyles from '../cameras/camera-form.module.css';
import { parseLocalDay } from '../formats/local-time.ts';
import { DayInput } from '../ui/day-input.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { BoundaryField } from './boundary-field.tsx';

interface UnitCreateFormProps {
  readonly parent: Unit | null;
  /** Told the name of the unit that was made; null when nothing was. */
  readonly onDone: (name: string | null) => void;
}

/** Makes a unit under `parent`; only levels that may stand there are offered. */
export function UnitCreateForm({ parent, onDone }: UnitCreateFormProps): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const levels = levelsUnder(parent?.level ?? null);
  const [level, setLevel] = useState(levels[0]!);
  const [texts, setTexts] = useState({ name: '', code: '', day: '' });
  const [boundary, setBoundary] = useState<UnitBoundary | null | 'wrong'>(null);
  const [tries, setTries] = useState(0);
  const keyOf = useCreationKey();
  const saving = useMutation({
    mutationFn: (unit: UnitCreate) => createUnit(unit, keyOf(unit)),
    onSuccess: async ({ name }) => {
      await client.invalidateQueries({ queryKey: queryKeys.unitLists });
      onDone(name);
    },
  });
  const validFrom = parseLocalDay(texts.day);
  const wrongDay = texts.day.trim() !== '' && validFrom === null;
  const isComplete = texts.name.trim() !== '' && !wrongDay && boundary !== 'wrong';
  const refusedAt = useFieldComplaint(saving.error);
  const field = (name: 'name' | 'code') => ({
    error: tries > 0 && name === 'name' && texts.name.trim() === '' ? t('formProblem.required') : refusedAt(name),
    value: texts[name],
    onChange: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => setTexts((now) => ({ ...now, [name]: currentTarget.value })),
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    if (!isComplete) return;
    const code = texts.code.trim() === '' ? null : texts.code.trim();
    saving.mutate({ level, name: texts.name.trim(), parentId: parent?.id ?? null, code, boundary, ...(validFrom !== null && { validFrom }) });
  }
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      <FormProblem error={saving.error} incomplete={tries > 0 && !isComplete} tries={tries} />
      <div className={formStyles.fields}>
        <NativeSelect
          label={t('units.levelField')}
          data={levels.map((value) => ({ value, label: t(`units.level.${value}`) }))}
          value={level}
          onChange={({ currentTarget }) => setLevel(levels.find((one) => one === currentTarget.value) ?? level)}
        />
        <TextInput label={t('units.name')} {...field('name')} />
        <TextInput label={t('units.code')} description={t('units.codeHint')} maxLength={40} {...field('code')} />
        <DayInput
          label={t('units.firstDay')}
          description={t('units.firstDayHint')}
          error={tries > 0 && wrongDay ? t('formProblem.day') : refusedAt('validFrom')}
          value={texts.day}
          onChange={(day) => setTexts((now) => ({ ...now, day }))}
        />
        <BoundaryField error={refusedAt('boundary')} onChange={setBoundary} />
      </div>
      <Group>
        <Button type="submit" loading={saving.isPending}>
          {t('units.make')}
        </Button>
        <Button variant="default" onClick={() => onDone(null)}>
          {t('common.cancel')}
        </Button>
      </Group>
    </form>
  );
}
