import { Button, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ABSENCE_REASONS } from '../../domain/fault-terms.ts';
import type { Absence, AbsenceInput, Camera } from '../api/api-types.ts';
import { absenceCall } from '../api/fault-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { sendStored } from '../api/stored-call.ts';
import { useOfflineSend, type SendOutcome } from '../offline/use-offline-send.ts';
import { PersonalDataNotice } from '../incidents/personal-data-notice.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { type AbsenceDraft, type AbsenceProblems, EMPTY_ABSENCE, readAbsence } from './absence-draft.ts';
import { waitingAbsence } from './waiting-absence.ts';

interface AbsenceFormProps {
  readonly camera: Pick<Camera, 'id' | 'name'>;
  /** Its absences as they were read; undefined: they couldn't be. */
  readonly known: readonly Absence[] | undefined;
  readonly onDone: () => void;
}

/** Sets ahead when a camera will be away. */
export function AbsenceForm({ camera, known, onDone }: AbsenceFormProps): ReactElement {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<AbsenceDraft>(EMPTY_ABSENCE);
  const [problems, setProblems] = useState<AbsenceProblems>({});
  const saving = useSetAbsence(camera, known, onDone);
  const change = (part: Partial<AbsenceDraft>) => setDraft((now) => ({ ...now, ...part }));

  function submit(event: FormEvent): void {
    event.preventDefault();
    const read = readAbsence(draft);
    setProblems(read.problems);
    if (read.absence !== null && !saving.isPending) saving.mutate(read.absence);
  }

  const day = (field: 'fromDay' | 'toDay') => {
    const problem = problems[field];
    return (
      <DayInput
        required
        label={t(`absence.${field}`)}
        value={draft[field]}
        error={problem ? t(`formProblem.${problem}`) : null}
        onChange={(text) => change({ [field]: text })}
      />
    );
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
          {day('fromDay')}
          {day('toDay')}
        </SimpleGrid>
        <NativeSelect
          label={t('absence.reason')}
          value={draft.reason}
          onChange={(event) => change({ reason: ABSENCE_REASONS.find((known) => known === event.currentTarget.value) ?? 'other' })}
          data={ABSENCE_REASONS.map((value) => ({ value, label: t(`absenceReason.${value}`) }))}
        />
        <TextInput label={t('absence.note')} maxLength={500} value={draft.note} onChange={(event) => change({ note: event.currentTarget.value })} />
        <PersonalDataNotice text={draft.note} advice={t('fault.personalData')} />
        {saving.error && <ProblemView error={saving.error} />}
        <Group gap="xs">
          <Button type="submit" loading={saving.isPending}>
            {t('absence.save')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Without connection it waits. */
function useSetAbsence(camera: AbsenceFormProps['camera'], known: AbsenceFormProps['known'], onDone: () => void) {
  const client = useQueryClient();
  const send = useOfflineSend();
  const keyOf = useCreationKey();
  return useMutation({
    mutationFn: async (absence: AbsenceInput): Promise<SendOutcome<Absence>> => {
      const key = keyOf(absence);
      if (known !== undefined) return send(waitingAbsence(camera, absence, known, key));
      // nothing to compare: it can't wait
      return { state: 'sent', answer: await sendStored(absenceCall(camera.id, absence), { idempotencyKey: key }) };
    },
    onSuccess: async ({ state }) => {
      if (state === 'sent') await client.invalidateQueries({ queryKey: queryKeys.camera(camera.id) });
      onDone();
    },
  });
}
