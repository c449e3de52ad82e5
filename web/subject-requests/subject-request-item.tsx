import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubjectRequestStep } from '../../domain/subject-requests/subject-request-terms.ts';
import type { SubjectRequest } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { readSubjectRequest, stepSubjectRequest } from '../api/subject-request-api.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { ReasonForm } from '../incidents/reason-form.tsx';
import { Link } from '../routing/link.tsx';
import { asksForErasure } from '../log-erasures/use-erasure-choices.ts';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { ProblemView } from '../ui/problem-view.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';

/** One request: its terms, what was done, who asked when that is wanted, and what can be done next. */
export function SubjectRequestItem({ request }: { readonly request: SubjectRequest }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { kind, state, cameraId, cameraName, isOverdue } = request;
  return (
    <li className={`${cards.item} ${cards.marked}`}>
      <div className={cards.head}>
        <span className={cards.name}>{t(`subjectRequests.kinds.${kind}`)}</span>
        <ToneTag tone={state === 'received' ? 'warn' : 'plain'}>{t(`subjectRequests.states.${state}`)}</ToneTag>
        {isOverdue && <ToneTag tone="bad">{t('subjectRequests.overdue')}</ToneTag>}
      </div>
      <Text>
        {t('subjectRequests.received', { at: formatInstant(request.receivedAt) })} · {request.organisationName}
      </Text>
      {request.endedAt === null && <Terms request={request} />}
      {cameraId !== null && (
        <Text>
          {t('subjectRequests.camera')}:{' '}
          <Link to="/cameras/$cameraId" params={{ cameraId }}>
            {cameraName}
          </Link>
        </Text>
      )}
      {request.summary !== '' && <Text style={{ overflowWrap: 'anywhere' }}>{request.summary}</Text>}
      <Applicant request={request} />
      <StepsDone steps={request.steps} />
      {may('erasure.ask') && asksForErasure(request) && (
        <Link to="/log-erasures" search={{ request: request.id }}>
          {t('logErasure.link')}
        </Link>
      )}
      <NextSteps request={request} />
    </li>
  );
}

function Terms({ request }: { readonly request: SubjectRequest }): ReactElement {
  const { t } = useTranslation();
  const due = t('subjectRequests.fulfilDue', { at: formatInstant(request.fulfilDueAt) });
  return (
    <Text fw={600}>
      {request.state === 'received' && `${t('subjectRequests.answerDue', { at: formatInstant(request.answerDueAt) })} · `}
      {request.isExtended ? `${due} (${t('subjectRequests.extended')})` : due}
    </Text>
  );
}

/** Who asked: fetched only when somebody wants to see it, kept in no cache. */
function Applicant({ request }: { readonly request: SubjectRequest }): ReactElement {
  const { t } = useTranslation();
  const opening = useMutation({ mutationFn: () => readSubjectRequest(request.id), gcTime: 0 });
  const applicant = opening.data?.applicant;
  if (request.applicantErasedAt !== null) return <Text c="dimmed">{t('subjectRequests.erased')}</Text>;
  return (
    <div aria-live="polite">
      {opening.error && <ProblemView error={opening.error} />}
      {applicant ? (
        <Text style={{ overflowWrap: 'anywhere' }}>
          {t('subjectRequests.applicant')}: <b>{applicant.name}</b>, {applicant.contact}
        </Text>
      ) : (
        <Button
          variant="default"
          size="sm"
          loading={opening.isPending}
          aria-label={t('subjectRequests.showName', { at: formatInstant(request.receivedAt) })}
          onClick={() => opening.mutate()}
        >
          {t('subjectRequests.show')}
        </Button>
      )}
    </div>
  );
}

function StepsDone({ steps }: Pick<SubjectRequest, 'steps'>): ReactElement | null {
  const { t } = useTranslation();
  if (steps.length === 0) return null;
  return (
    <ul aria-label={t('subjectRequests.stepsTitle')} style={{ margin: 0, paddingLeft: '1.2rem', overflowWrap: 'anywhere' }}>
      {steps.map(({ step, note, madeBy, madeAt }) => (
        <li key={madeAt}>
          {formatInstant(madeAt)} · {t(`subjectRequests.step.${step}`)} · {madeBy}: {note}
        </li>
      ))}
    </ul>
  );
}

function NextSteps({ request: { id, nextSteps } }: { readonly request: SubjectRequest }): ReactElement | null {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<SubjectRequestStep | null>(null);
  if (chosen === null) {
    return (
      <Group gap="xs">
        {nextSteps.map((step) => (
          <Button key={step} size="sm" variant={step === 'answer' ? 'filled' : 'default'} onClick={() => setChosen(step)}>
            {t(`subjectRequests.step.${step}`)}
          </Button>
        ))}
      </Group>
    );
  }
  const record = async (note: string): Promise<void> => {
    await stepSubjectRequest(id, { step: chosen, note });
    await client.invalidateQueries({ queryKey: queryKeys.subjectRequests });
  };
  return (
    <ReasonForm
      label={`${t(`subjectRequests.step.${chosen}`)}: ${t('subjectRequests.noteLabel')}`}
      save={t('subjectRequests.saveStep')}
      onSave={record}
      onDone={() => setChosen(null)}
    />
  );
}
