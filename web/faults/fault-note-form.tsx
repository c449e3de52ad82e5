import { Button, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FAULT_NOTE_KINDS, type FaultNoteKind } from '../../domain/fault-terms.ts';
import { findPersonalData } from '../../domain/personal-data-check.ts';
import { MOST_NOTE_PHOTOS, type FaultNoteInput } from '../api/fault-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useDatedKey } from '../offline/use-dated-key.ts';
import { useOfflineSend } from '../offline/use-offline-send.ts';
import { PersonalDataNotice } from '../incidents/personal-data-notice.tsx';
import { ChosenPhotos } from '../photos/chosen-photos.tsx';
import { PhotoButtons } from '../photos/photo-buttons.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { waitingNote } from './waiting-fault-act.ts';

/** What somebody writes into the repair ledger, with photographs. */
interface Entry extends Pick<FaultNoteInput, 'kind' | 'text'> {
  readonly photos: readonly Blob[];
}

/** Writes down what was found or done; it stays as it was written. */
export function FaultNoteForm({ faultId, cameraName }: { readonly faultId: string; readonly cameraName: string }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const send = useOfflineSend();
  const dated = useDatedKey();
  const [kind, setKind] = useState<FaultNoteKind | ''>('');
  const [text, setText] = useState('');
  const [photos, setPhotos] = useState<readonly Blob[]>([]);
  const [isDrawing, setDrawing] = useState(false);
  const saving = useMutation({
    mutationFn: (entry: Entry) => {
      const words = { kind: entry.kind, text: entry.text };
      const { key, enteredAt } = dated.of({ ...words, photos: entry.photos.map(({ size }) => size) });
      return send(waitingNote({ id: faultId, cameraName }, { ...words, happenedAt: enteredAt }, entry.photos, key));
    },
    onSuccess: (outcome) => {
      dated.end();
      if (outcome.state === 'sent') client.setQueryData(queryKeys.fault(faultId), outcome.answer);
      setText('');
      setPhotos([]);
      setKind('');
    },
    onError: (error) => dated.fail(error),
  });
  const isReady = kind !== '' && text.trim() !== '' && findPersonalData(text).length === 0 && !isDrawing;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (kind !== '' && isReady && !saving.isPending) saving.mutate({ kind, text: text.trim(), photos });
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <NativeSelect
          label={t('fault.noteKind')}
          required
          value={kind}
          onChange={(event) => setKind(FAULT_NOTE_KINDS.find((known) => known === event.currentTarget.value) ?? '')}
          data={[{ value: '', label: t('fault.chooseKind') }, ...FAULT_NOTE_KINDS.map((value) => ({ value, label: t(`faultNoteKind.${value}`) }))]}
        />
        <Textarea
          label={t('fault.noteText')}
          description={t('fault.noteHint')}
          autosize
          minRows={2}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <PersonalDataNotice text={text} advice={t('fault.personalData')} />
        <ChosenPhotos photos={photos} onRemove={(photo) => setPhotos((known) => known.filter((each) => each !== photo))} />
        {photos.length < MOST_NOTE_PHOTOS && (
          <PhotoButtons
            label={t('fault.takePhoto')}
            disabled={saving.isPending}
            onPhoto={(photo) => setPhotos((known) => [...known, photo])}
            onDrawing={setDrawing}
          />
        )}
        <Text size="sm" c="dimmed">
          {t('fault.photoHint')}
        </Text>
        {saving.error && <ProblemView error={saving.error} />}
        <Group>
          <Button type="submit" loading={saving.isPending} disabled={!isReady}>
            {t('fault.saveNote')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
