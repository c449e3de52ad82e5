import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { toIso } from '../../domain/time-interval.ts';
import { MOMENT_NOTE_LENGTH } from '../../domain/moment-terms.ts';
import { markMoment } from '../api/moment-api.ts';
import { PersonalDataNotice } from '../incidents/personal-data-notice.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { useCreationKey } from '../ui/use-creation-key.ts';
import type { MediaTrack } from './media-track.ts';
import { formatMoment } from './moment-format.ts';
import type { Playback } from './playback.ts';
import styles from './player.module.css';
import { useMomentRefresh } from './use-moments.ts';
import { usePlaybackState } from './use-playback.ts';

interface MarkFormProps {
  readonly incidentId: string;
  readonly track: MediaTrack;
  readonly playback: Playback;
  readonly field: RefObject<HTMLInputElement | null>;
}

/** Marks the moment at which the clock stands, for the camera that leads. */
export function MarkForm({ incidentId, track, playback, field }: MarkFormProps): ReactElement {
  const { t } = useTranslation();
  const keyOf = useCreationKey();
  const refresh = useMomentRefresh(incidentId);
  const [note, setNote] = useState('');
  const { positionMs } = usePlaybackState(playback);
  const window = track.windows.find(({ fromMs, toMs }) => fromMs <= positionMs && positionMs < toMs);
  const marking = useMutation({
    mutationFn: async (requestId: string) => {
      const moment = { requestId, at: toIso(Math.floor(playback.positionMs())), note: note.trim() };
      await markMoment(incidentId, moment, keyOf(moment));
      await refresh();
    },
    onSuccess: () => setNote(''),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (window !== undefined && !marking.isPending) marking.mutate(window.requestId);
  };
  return (
    <form className={styles.mark} onSubmit={submit}>
      <TextInput
        ref={field}
        className={styles.markNote}
        label={t('player.note')}
        description={t('player.noteHint')}
        maxLength={MOMENT_NOTE_LENGTH}
        value={note}
        // a moment is one: it doesn't run on while it is described
        onFocus={() => playback.pause()}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <PersonalDataNotice text={note} />
      {marking.error && <ProblemView error={marking.error} />}
      <Button type="submit" size="sm" disabled={window === undefined} loading={marking.isPending}>
        {t('player.mark', { at: formatMoment(positionMs), name: track.cameraName })}
      </Button>
      {window === undefined && <p className={styles.quiet}>{t('player.notOpenNow')}</p>}
    </form>
  );
}
