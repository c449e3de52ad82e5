import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LINK_VERDICTS, type LinkVerdict } from '../../domain/incident-terms.ts';
import type { Candidate } from '../api/api-types.ts';
import { addLink, type LinkInput } from '../api/incident-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { useCreationKey } from '../ui/use-creation-key.ts';
import styles from './candidate-card.module.css';
import { PersonalDataNotice } from './personal-data-notice.tsx';

interface LinkFormProps {
  readonly incidentId: string;
  readonly candidate: Candidate;
}

/** Confirms or rejects a camera with a note; a later verdict replaces an earlier one, which stays in the record. */
export function LinkForm({ incidentId, candidate }: LinkFormProps): ReactElement {
  const { t } = useTranslation();
  const [verdict, setVerdict] = useState<LinkVerdict | null>(null);
  const { link } = candidate;
  return (
    <div className={styles.links}>
      <p className={styles.verdict} role="status">
        <b>{link === null ? t('link.none') : t(`verdict.${link.verdict}`)}</b> {link?.note}
      </p>
      {verdict === null ? (
        <Group gap="xs">
          {LINK_VERDICTS.map((choice) => (
            <Button
              key={choice}
              size="sm"
              variant={choice === 'confirmed' ? 'filled' : 'default'}
              aria-label={t(`link.${choice}Label`, { name: candidate.cameraName })}
              onClick={() => setVerdict(choice)}
            >
              {t(`link.${choice}`)}
            </Button>
          ))}
        </Group>
      ) : (
        <NoteForm incidentId={incidentId} cameraId={candidate.cameraId} verdict={verdict} onDone={() => setVerdict(null)} />
      )}
    </div>
  );
}

interface NoteFormProps {
  readonly incidentId: string;
  readonly cameraId: string;
  readonly verdict: LinkVerdict;
  readonly onDone: () => void;
}

function NoteForm({ incidentId, cameraId, verdict, onDone }: NoteFormProps): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const keyOf = useCreationKey();
  const [note, setNote] = useState('');
  const saving = useMutation({
    mutationFn: (link: LinkInput) => addLink(incidentId, link, keyOf(link)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.incident(incidentId) });
      onDone();
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!saving.isPending) saving.mutate({ cameraId, verdict, note: note.trim() });
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Textarea
          data-autofocus
          autoFocus
          label={t('link.note', { verdict: t(`verdict.${verdict}`) })}
          autosize
          minRows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <PersonalDataNotice text={note} />
        {saving.error && <ProblemView error={saving.error} />}
        <Group gap="xs">
          <Button type="submit" size="sm" loading={saving.isPending}>
            {t('link.save')}
          </Button>
          <Button variant="default" size="sm" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
