import { Button, Checkbox, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { requestNeedsSecond } from '../../domain/requests/request-rule.ts';
import type { Candidate, FootageRequestCreate, Incident } from '../api/api-types.ts';
import { createRequest } from '../api/request-api.ts';
import { draftOfSpan, type HoldSpanProblems, readSpanDraft } from '../incidents/hold-span.ts';
import { PersonalDataNotice } from '../incidents/personal-data-notice.tsx';
import { SpanFields } from '../incidents/span-fields.tsx';
import cards from '../ui/card-list.module.css';
import { ProblemView } from '../ui/problem-view.tsx';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { suggestedRequestSpan } from './request-span.ts';
import { useRequestRefresh } from './use-request-refresh.ts';

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
  const [span, setSpan] = useState(() => draftOfSpan(suggestedRequestSpan(incident, candidate)));
  const [spanProblems, setSpanProblems] = useState<HoldSpanProblems>({});
  const [words, setWords] = useState({ purpose: '', legalBasis: '' });
  const [emergency, setEmergency] = useState(false);
  const [tried, setTried] = useState(false);
  const saving = useMutation({
    mutationFn: async (request: FootageRequestCreate) => {
      await createRequest(incident.id, request, keyOf(request));
      await refresh();
    },
    onSuccess: onDone,
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    const read = readSpanDraft(span);
    setSpanProblems(read.problems);
    const [purpose, legalBasis] = [words.purpose.trim(), words.legalBasis.trim()];
    if (read.span === null || purpose === '' || legalBasis === '' || saving.isPending) return;
    saving.mutate({ cameraId: candidate.cameraId, ...read.span, purpose, legalBasis, emergency });
  }

  const missing = (text: string) => tried && text.trim() === '' && t('formProblem.required');
  return (
    <form onSubmit={submit} noValidate aria-label={t('request.createLabel', { name: candidate.cameraName })}>
      <Stack gap="xs">
        <p className={cards.quiet}>{t(needsSecond ? 'request.form.leadGathering' : 'request.form.lead')}</p>
        <SpanFields of="request" draft={span} problems={spanProblems} onChange={setSpan} />
        <Textarea
          data-autofocus
          autoFocus
          required
          autosize
          minRows={2}
          maxLength={2000}
          label={t('request.purpose')}
          description={t('request.form.purposeHint')}
          value={words.purpose}
          error={missing(words.purpose)}
          onChange={(event) => setWords({ ...words, purpose: event.currentTarget.value })}
        />
        <TextInput
          required
          maxLength={500}
          label={t('request.legalBasis')}
          description={t('request.form.basisHint')}
          value={words.legalBasis}
          error={missing(words.legalBasis)}
          onChange={(event) => setWords({ ...words, legalBasis: event.currentTarget.value })}
        />
        <PersonalDataNotice text={`${words.purpose}\n${words.legalBasis}`} />
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
