import { Button, Checkbox, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { requestNeedsSecond } from '../../domain/requests/request-rule.ts';
import type { Candidate, Incident } from '../api/api-types.ts';
import { draftOfSpan, readSpanDraft, type HoldSpanProblems } from '../incidents/hold-span.ts';
import { PersonalDataNotice } from '../incidents/personal-data-notice.tsx';
import { SpanFields } from '../incidents/span-fields.tsx';
import { commonSpan, spanOfCamera } from './many-requests.ts';
import { ManyRequestsResult } from './many-requests-result.tsx';
import cards from '../ui/card-list.module.css';
import styles from './requests.module.css';
import { useManyRequests } from './use-many-requests.ts';

interface ManyRequestsFormProps {
  readonly incident: Incident;
  /** At least one. */
  readonly candidates: readonly Candidate[];
  /** Every one was sent, or nobody wants the rest. */
  readonly onDone: () => void;
}

/** Asks for the footage of several candidates in one act: one purpose, one basis, one time; each camera's board answers for itself. */
export function ManyRequestsForm({ incident, candidates, onDone }: ManyRequestsFormProps): ReactElement {
  const { t } = useTranslation();
  const needsSecond = requestNeedsSecond(incident);
  const { sent, isSending, sendRest } = useManyRequests(incident.id);
  const [span, setSpan] = useState(() => draftOfSpan(commonSpan(incident)));
  const [spanProblems, setSpanProblems] = useState<HoldSpanProblems>({});
  const [isWidened, setIsWidened] = useState(true);
  const [words, setWords] = useState({ purpose: '', legalBasis: '' });
  const [tried, setTried] = useState(false);
  const left = candidates.filter(({ cameraId }) => sent.get(cameraId)?.state !== 'sent');
  const isBegun = left.length < candidates.length;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    const read = readSpanDraft(span);
    setSpanProblems(read.problems);
    const [purpose, legalBasis] = [words.purpose.trim(), words.legalBasis.trim()];
    if (read.span === null || purpose === '' || legalBasis === '' || isSending) return;
    const common = { fromMs: Date.parse(read.span.from), toMs: Date.parse(read.span.to) };
    sendRest(
      left.map((candidate) => ({
        cameraId: candidate.cameraId,
        body: { cameraId: candidate.cameraId, ...spanOfCamera(incident, candidate, common, isWidened), purpose, legalBasis },
      })),
    );
  }

  const missing = (text: string) => tried && text.trim() === '' && t('formProblem.required');
  return (
    <form className={styles.many} onSubmit={submit} noValidate aria-label={t('manyRequests.title', { count: candidates.length })}>
      <Stack gap="xs">
        <h3 className={styles.manyTitle}>{t('manyRequests.title', { count: candidates.length })}</h3>
        <p className={cards.quiet}>{t(needsSecond ? 'request.form.leadGathering' : 'manyRequests.lead')}</p>
        <SpanFields of="request" draft={span} problems={spanProblems} onChange={setSpan} />
        {!needsSecond && (
          <Checkbox
            label={t('manyRequests.widen')}
            description={t('manyRequests.widenHint')}
            checked={isWidened}
            onChange={(event) => setIsWidened(event.currentTarget.checked)}
          />
        )}
        <Textarea
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
        <ManyRequestsResult candidates={candidates} sent={sent} isSending={isSending} />
        <Group gap="xs">
          {left.length > 0 && (
            <Button type="submit" size="sm" loading={isSending}>
              {t(isBegun || sent.size > 0 ? 'manyRequests.retry' : 'manyRequests.send', { count: left.length })}
            </Button>
          )}
          <Button variant="default" size="sm" disabled={isSending} onClick={onDone}>
            {t(sent.size > 0 ? 'manyRequests.close' : 'common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
