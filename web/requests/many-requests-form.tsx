import { Button, Checkbox, Group, Stack } from '@mantine/core';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { requestNeedsSecond } from '../../domain/requests/request-rule.ts';
import type { Candidate, Incident } from '../api/api-types.ts';
import { SpanFields } from '../incidents/span-fields.tsx';
import { commonSpan, spanOfCamera } from './many-requests.ts';
import { ManyRequestsResult } from './many-requests-result.tsx';
import cards from '../ui/card-list.module.css';
import { RequestWordsFields } from './request-words-fields.tsx';
import styles from './requests.module.css';
import { useManyRequests } from './use-many-requests.ts';
import { useRequestTerms } from './use-request-terms.ts';

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
  const terms = useRequestTerms(() => commonSpan(incident));
  const [isWidened, setIsWidened] = useState(true);
  const left = candidates.filter(({ cameraId }) => sent.get(cameraId)?.state !== 'sent');
  const isBegun = left.length < candidates.length;

  function submit(event: FormEvent): void {
    event.preventDefault();
    const read = terms.read();
    if (read === null || isSending) return;
    const { span, ...words } = read;
    const common = { fromMs: Date.parse(span.from), toMs: Date.parse(span.to) };
    sendRest(
      left.map((candidate) => ({
        cameraId: candidate.cameraId,
        body: { cameraId: candidate.cameraId, ...spanOfCamera(incident, candidate, common, isWidened), ...words },
      })),
    );
  }

  return (
    <form className={styles.many} onSubmit={submit} noValidate aria-label={t('manyRequests.title', { count: candidates.length })}>
      <Stack gap="xs">
        <h3 className={styles.manyTitle}>{t('manyRequests.title', { count: candidates.length })}</h3>
        <p className={cards.quiet}>{t(needsSecond ? 'request.form.leadGathering' : 'manyRequests.lead')}</p>
        <SpanFields of="request" draft={terms.span} problems={terms.spanProblems} onChange={terms.setSpan} />
        {!needsSecond && (
          <Checkbox
            label={t('manyRequests.widen')}
            description={t('manyRequests.widenHint')}
            checked={isWidened}
            onChange={(event) => setIsWidened(event.currentTarget.checked)}
          />
        )}
        <RequestWordsFields terms={terms} />
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
