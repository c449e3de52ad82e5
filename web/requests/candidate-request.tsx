import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate, Incident } from '../api/api-types.ts';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { RequestForm } from './request-form.tsx';
import { useIncidentRequests } from './use-requests.ts';
import { isLiveRequest, useRequestText } from './use-request-text.ts';

interface CandidateRequestProps {
  readonly incident: Incident;
  readonly candidate: Candidate;
}

/** How requests for a candidate's footage stand; the way to make one, for whoever may. */
export function CandidateRequest({ incident, candidate }: CandidateRequestProps): ReactElement | null {
  const { t } = useTranslation();
  const may = useMay();
  const textOf = useRequestText();
  const [asking, setAsking] = useState(false);
  const requests = useIncidentRequests(incident.id);
  const nowMs = Date.now();
  const live = requests.data?.filter((request) => request.cameraId === candidate.cameraId && isLiveRequest(request, nowMs)) ?? [];
  const mayAsk = may('request.create') && requests.isSuccess && incident.mergedInto === null && candidate.link?.verdict !== 'rejected';
  const which = live.length === 0 ? 'create' : 'createMore';
  if (asking) return <RequestForm incident={incident} candidate={candidate} onDone={() => setAsking(false)} />;
  return (
    <>
      {live.map((request) => (
        <p key={request.id} className={cards.line} role="status">
          {t('request.atCandidate')} <b>{textOf(request, nowMs).state}.</b> {textOf(request, nowMs).terms.join(' ')}
        </p>
      ))}
      {mayAsk && (
        <Button
          size="sm"
          style={{ justifySelf: 'start' }}
          variant={live.length === 0 ? 'filled' : 'default'}
          aria-label={t(`request.${which}Label`, { name: candidate.cameraName })}
          onClick={() => setAsking(true)}
        >
          {t(`request.${which}`)}
        </Button>
      )}
    </>
  );
}
