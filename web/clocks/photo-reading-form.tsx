import { Button, Checkbox, Group, Radio, Stack, Text } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClockReading } from '../api/api-types.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { CLOCK_SURE, emptyClockDraft, readPhotoDraft, type ClockDraft, type ClockProblems } from './clock-draft.ts';
import { ClockFields } from './clock-fields.tsx';
import { useRecordReading } from './use-record-reading.ts';
import type { NamedClock } from './waiting-reading.ts';

interface PhotoReadingFormProps {
  readonly owner: NamedClock;
  /** With what the service made of it; null: nothing was stored yet. */
  readonly onDone: (reading: ClockReading | null) => void;
}

/** Both times of a photo of the device's screen beside a phone, typed as they stand there. */
export function PhotoReadingForm({ owner, onDone }: PhotoReadingFormProps): ReactElement {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<ClockDraft>(() => emptyClockDraft(Date.now()));
  const [problems, setProblems] = useState<ClockProblems>({});
  const [tries, setTries] = useState(0);
  const saving = useRecordReading(owner, () => undefined);
  const change = (part: Partial<ClockDraft>) => setDraft((now) => ({ ...now, ...part }));

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    const read = readPhotoDraft(draft);
    setProblems(read.problems);
    if (read.reading !== null && !saving.isPending)
      saving.mutate(read.reading, { onSuccess: (outcome) => onDone(outcome.state === 'sent' ? outcome.answer : null) });
  }

  return (
    <form onSubmit={submit} noValidate aria-label={t('clockForm.open')}>
      <Stack gap="sm">
        <FormProblem error={saving.error} incomplete={Object.keys(problems).length > 0} tries={tries} />
        <Text>{t('clockForm.howTo')}</Text>
        <ClockFields of="device" draft={draft} problems={problems} change={change} />
        <ClockFields of="true" draft={draft} problems={problems} change={change} />
        <Radio.Group
          label={t('clockForm.sure')}
          value={draft.sure}
          onChange={(value) => change({ sure: CLOCK_SURE.find((known) => known === value) ?? 'minute' })}
        >
          <Stack gap="xs" mt="xs">
            {CLOCK_SURE.map((known) => (
              <Radio key={known} value={known} size="md" label={t(`clockSure.${known}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Checkbox
          size="md"
          label={t('clockForm.wasSet')}
          checked={draft.clockWasSet}
          onChange={(event) => change({ clockWasSet: event.currentTarget.checked })}
        />
        <Group gap="xs">
          <Button type="submit" loading={saving.isPending}>
            {t('clockForm.save')}
          </Button>
          <Button variant="default" onClick={() => onDone(null)}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
