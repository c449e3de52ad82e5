import { Button, Checkbox, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { requestNeedsSecond } from '../../domain/requests/request-rule.ts';
import type { Candidate, FootageRequestCreate, Incident } from '../api/api-types.ts';
import { createRequest } from '../api/request-api.ts';
import { SpanFields } from '../incidents/span-fields.tsx';
import cards from '../ui/card-list.module.css';
import { ProblemView } from '../ui/problem-view.tsx';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { RequestWordsFields } from './request-words-fields.tsx';
import { suggestedRequestSpan } from './request-span.ts';
import { useRequestRefresh } from './use-request-refresh.ts';
import { useRequestTerms } from './use-request-terms.ts';

interface RequestFormProps {
  readonly incident: Incident;
  readonly candidate: Candidate;
  readonly onDone: () => void;
}

/** Asks for a candidate's footage: which seconds, for what, on what basis, and whether it can't wait. */
export function RequestForm({ incident, candidate, onDone }: RequestFormProps): ReactElement {
  const { t } = useTranslation();
  const keyOf = useCreationKey();
  const refresh = useRequestRefresh(incident.id);
  const needsSecond = requestNeedsSecond(incident);
  const terms = useRequestTerms(() => suggestedRequestSpan(incident, candidate));
  const [emergency, setEmergency] = useState(false);
  const saving = useMutation({
    mutationFn: async (request: FootageRequestCreate) => {
      await createRequest(incident.id, request, keyOf(request));
      await refresh();
    },
    onSuccess: onDone,
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    const read = terms.read();
    if (read === null || saving.isPending) return;
    const { span, ...words } = read;
    saving.mutate({ cameraId: candidate.cameraId, ...span, ...words, emergency });
  }

  return (
    <form onSubmit={submit} noValidate aria-label={t('request.createLabel', { name: candidate.cameraName })}>
      <Stack gap="xs">
        <p className={cards.quiet}>{t(needsSecond ? 'request.form.leadGathering' : 'request.form.lead')}</p>
        <SpanFields of="request" draft={terms.span} problems={terms.spanProblems} onChange={terms.setSpan} />
        <RequestWordsFields terms={terms} />
        {!needsSecond && (
          <Checkbox
            label={t('request.form.emergency')}
            description={t('request.form.emergencyHint')}
            checked={emergency}
            onChange={(event) => setEmergency(event.currentTarget.checked)}
          />
        )}
        {saving.error && <ProblemView error={saving.error} />}
        <Group gap="xs">
          <Button type="submit" size="sm" color={emergency ? 'red' : undefined} loading={saving.isPending}>
            {t(emergency ? 'request.form.sendEmergency' : 'request.form.send')}
          </Button>
          <Button variant="default" size="sm" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
