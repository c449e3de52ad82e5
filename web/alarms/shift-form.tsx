import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { createDutyShift, listDutyOfficers } from '../api/alarm-api.ts';
import type { DutyShiftCreate } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatDay } from '../formats/instant-format.ts';
import { parseLocalInstant } from '../formats/local-time.ts';
import { DayInput } from '../ui/day-input.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';
import styles from './alarms.module.css';

interface ShiftDraft {
  readonly userId: string;
  readonly day: string;
  readonly time: string;
  readonly hours: number;
  readonly weeks: number;
}

/** A draft as the API takes it; null while something is missing or can't be read. */
function shiftOf({ userId, day, time, hours, weeks }: ShiftDraft): DutyShiftCreate | null {
  const from = parseLocalInstant(day, time);
  if (userId === '' || from === null) return null;
  return { userId, from, to: new Date(Date.parse(from) + hours * 3_600_000).toISOString(), weeks };
}

/** Puts an officer on the roster, once or weekly. */
export function ShiftForm(): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const keyOf = useCreationKey();
  const officers = useQuery({ queryKey: [...queryKeys.duty, 'officers'], queryFn: ({ signal }) => listDutyOfficers(signal) });
  const [draft, setDraft] = useState<ShiftDraft>({ userId: '', day: formatDay(Date.now()), time: '06:00', hours: 12, weeks: 1 });
  const [tries, setTries] = useState(0);
  const [incomplete, setIncomplete] = useState(false);
  const saving = useMutation({
    mutationFn: (shift: DutyShiftCreate) => createDutyShift(shift, keyOf(shift)),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.duty }),
  });
  const refusedAt = useFieldComplaint(saving.error);
  const change = (part: Partial<ShiftDraft>): void => setDraft({ ...draft, ...part });
  function submit(event: FormEvent): void {
    event.preventDefault();
    const shift = shiftOf(draft);
    setTries(tries + 1);
    setIncomplete(shift === null);
    if (shift !== null) saving.mutate(shift);
  }
  const choices = (officers.data?.items ?? []).map(({ id, name, organisation }) => ({ value: id, label: `${name} – ${organisation.name}` }));
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <FormProblem error={saving.error} incomplete={incomplete} tries={tries} />
      <NativeSelect
        label={t('roster.officer')}
        value={draft.userId}
        error={officers.isError ? t('roster.officersFailed') : refusedAt('userId')}
        onChange={(event) => change({ userId: event.currentTarget.value })}
        data={[{ value: '', label: t(officers.isPending ? 'common.loading' : 'roster.choose') }, ...choices]}
      />
      <DayInput label={t('roster.day')} value={draft.day} error={refusedAt('from')} onChange={(day) => change({ day })} />
      <TextInput label={t('roster.from')} inputMode="numeric" value={draft.time} onChange={(event) => change({ time: event.currentTarget.value })} />
      <NumberInput
        label={t('roster.hours')}
        min={1}
        max={48}
        value={draft.hours}
        error={refusedAt('to')}
        onChange={(value) => change({ hours: Number(value) })}
      />
      <NumberInput
        label={t('roster.weeks')}
        min={1}
        max={26}
        value={draft.weeks}
        error={refusedAt('weeks')}
        onChange={(value) => change({ weeks: Number(value) })}
      />
      <Button type="submit" loading={saving.isPending} style={{ justifySelf: 'start' }}>
        {t('roster.save')}
      </Button>
      <span role="status">{saving.isSuccess ? t('roster.saved') : ''}</span>
    </form>
  );
}
