import { Button, NativeSelect, NumberInput, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { FOOTAGE_HOLDERS } from '../../domain/footage-holder.ts';
import type { Camera, ConfirmationInput } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { useDatedKey } from '../offline/use-dated-key.ts';
import { useOfflineSend } from '../offline/use-offline-send.ts';
import { WaitingMark } from '../offline/waiting-mark.tsx';
import { useMay } from '../session/session-context.ts';
import { FactList } from '../ui/fact-list.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './camera-form.module.css';
import { waitingConfirmation } from './waiting-confirmation.ts';

type Confirmation = NonNullable<Camera['confirmation']>;

/** The monthly word of the board on a camera that nobody can dial: still there, still films, whom to ask for footage. */
export function CameraConfirmation({ camera, confirmation }: { readonly camera: Camera; readonly confirmation: Confirmation }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { handIn } = confirmation;
  return (
    <SectionCard title={t('confirmation.title')}>
      <Text>{confirmation.due ? t('confirmation.dueText') : t('confirmation.text')}</Text>
      <FactList
        facts={[
          { name: t('confirmation.last'), value: confirmation.confirmedAt === null ? t('confirmation.never') : formatInstant(confirmation.confirmedAt) },
          { name: t('confirmation.dueAt'), value: formatInstant(confirmation.dueAt) },
          { name: t('confirmation.holder'), value: handIn && t(`holder.${handIn.holder}`) },
          { name: t('confirmation.whereToAsk'), value: handIn && handIn.whereToAsk },
          { name: t('confirmation.keepsHours'), value: handIn && handIn.keepsHours },
        ]}
      />
      <WaitingMark recordId={camera.id} only="camera_confirm" />
      {may('camera.confirm') && <ConfirmationForm key={confirmation.confirmedAt} camera={camera} confirmation={confirmation} />}
    </SectionCard>
  );
}

const ANSWERS = ['films', 'there', 'gone'] as const;

function ConfirmationForm({ camera, confirmation }: { readonly camera: Camera; readonly confirmation: Confirmation }): ReactElement {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<(typeof ANSWERS)[number]>('films');
  const [holder, setHolder] = useState(confirmation.handIn?.holder ?? 'household');
  const [whereToAsk, setWhereToAsk] = useState(confirmation.handIn?.whereToAsk ?? '');
  const [keepsHours, setKeepsHours] = useState<number | null>(confirmation.handIn?.keepsHours ?? null);
  const [tries, setTries] = useState(0);
  const saving = useConfirm(camera);
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    const where = whereToAsk.trim();
    const handIn = { holder, ...(where === '' ? {} : { whereToAsk: where }), ...(keepsHours === null ? {} : { keepsHours }) };
    saving.mutate({ stillThere: answer !== 'gone', stillFilms: answer === 'films', handIn });
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <FormProblem error={saving.error} incomplete={false} tries={tries} />
      <Radio.Group label={t('confirmation.question')} value={answer} onChange={(value) => setAnswer(ANSWERS.find((known) => known === value) ?? 'films')}>
        <Stack gap="sm" mt="xs">
          {ANSWERS.map((known) => (
            <Radio key={known} value={known} size="md" label={t(`confirmationAnswer.${known}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <NativeSelect
        label={t('confirmation.holder')}
        value={holder}
        onChange={(e) => setHolder(FOOTAGE_HOLDERS.find((known) => known === e.currentTarget.value) ?? 'other')}
        data={FOOTAGE_HOLDERS.map((known) => ({ value: known, label: t(`holder.${known}`) }))}
      />
      <TextInput
        label={t('confirmation.whereToAsk')}
        description={t('confirmation.whereHint')}
        maxLength={200}
        value={whereToAsk}
        onChange={(e) => setWhereToAsk(e.currentTarget.value)}
      />
      <NumberInput
        label={t('confirmation.keepsHours')}
        min={1}
        max={8760}
        allowDecimal={false}
        value={keepsHours ?? ''}
        onChange={(value) => setKeepsHours(typeof value === 'number' ? value : null)}
      />
      <Button type="submit" loading={saving.isPending}>
        {t('confirmation.confirm')}
      </Button>
    </form>
  );
}

/** Without connection it waits, and counts from when it was said. */
function useConfirm(camera: Camera) {
  const client = useQueryClient();
  const send = useOfflineSend();
  const dated = useDatedKey();
  return useMutation({
    mutationFn: (word: Omit<ConfirmationInput, 'seenAt'>) => {
      const { key, enteredAt } = dated.of(word);
      return send(waitingConfirmation(camera, { ...word, seenAt: enteredAt }, key));
    },
    onError: (error) => dated.fail(error),
    onSuccess: async ({ state }) => {
      dated.end();
      if (state === 'waiting') return;
      await Promise.all([client.invalidateQueries({ queryKey: queryKeys.camera(camera.id) }), client.invalidateQueries({ queryKey: queryKeys.cameraLists })]);
    },
  });
}
