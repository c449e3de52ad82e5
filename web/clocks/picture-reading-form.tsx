import { Alert, Button, Stack, Text } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Snapshot } from '../api/api-types.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { emptyClockDraft, readPictureDraft, type ClockProblems } from './clock-draft.ts';
import { ClockFields } from './clock-fields.tsx';
import { ReadingWords } from './reading-words.tsx';
import { useRecordReading } from './use-record-reading.ts';

/** The time that is burnt into the board's own picture, typed as it stands there: when the picture was taken is known. */
export function PictureReadingForm({ snapshot, cameraName }: { readonly snapshot: Snapshot; readonly cameraName: string }): ReactElement {
  const { t } = useTranslation();
  const [typing, setTyping] = useState(false);
  const [draft, setDraft] = useState(() => emptyClockDraft(Date.parse(snapshot.takenAt)));
  const [problems, setProblems] = useState<ClockProblems>({});
  const saving = useRecordReading({ kind: 'camera', id: snapshot.cameraId, name: cameraName }, () => setTyping(false));

  function submit(event: FormEvent): void {
    event.preventDefault();
    const read = readPictureDraft(draft, snapshot.id);
    setProblems(read.problems);
    if (read.reading !== null && !saving.isPending) saving.mutate(read.reading);
  }

  const stored = saving.data?.state === 'sent' ? saving.data.answer : null;
  if (!typing)
    return (
      <div role="status">
        {stored ? (
          <Alert color={stored.contradicts ? 'orange' : 'green'} title={t('clockForm.stored')}>
            <ReadingWords reading={stored} />
          </Alert>
        ) : (
          <Button variant="default" onClick={() => setTyping(true)}>
            {t('clockForm.fromPicture')}
          </Button>
        )}
      </div>
    );
  return (
    <form onSubmit={submit} noValidate aria-label={t('clockForm.fromPicture')}>
      <Stack gap="sm">
        <Text>{t('clockForm.pictureHint')}</Text>
        <ClockFields of="device" draft={draft} problems={problems} change={(part) => setDraft((now) => ({ ...now, ...part }))} />
        {saving.error && <ProblemView error={saving.error} />}
        <Button type="submit" loading={saving.isPending}>
          {t('clockForm.save')}
        </Button>
      </Stack>
    </form>
  );
}
