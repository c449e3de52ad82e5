import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate, Incident } from '../api/api-types.ts';
import { listIncidentPulls, orderPull } from '../api/pull-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { randomKey } from '../api/random-key.ts';
import { useMay } from '../session/session-context.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { GoOnThere } from './go-on-there.tsx';
import styles from './hold-panel.module.css';
import { PullFacts } from './pull-facts.tsx';

interface CandidatePullProps {
  readonly incident: Incident;
  readonly candidate: Candidate;
}

/** Footage of a candidate that its device keeps: fetch it, how that fares, and what came of it. Nothing for cameras that keep none and of which nothing was fetched. */
export function CandidatePull({ incident, candidate }: CandidatePullProps): ReactElement | null {
  const { t } = useTranslation();
  const may = useMay();
  const pulls = useQuery({
    queryKey: queryKeys.incidentPulls(incident.id),
    queryFn: ({ signal }) => listIncidentPulls(incident.id, signal),
    enabled: may('footage.index'),
  });
  const latest = pulls.data?.find(({ cameraId }) => cameraId === candidate.cameraId);
  const isUnderWay = latest !== undefined && latest.finishedAt === null;
  const wants = candidate.restAtEdge && may('footage.pull') && !isUnderWay;
  const { mergedInto } = incident;
  const mayOrder = wants && candidate.pullable && pulls.isSuccess && mergedInto === null;
  if (latest === undefined && !wants) return null;
  return (
    <div className={styles.item}>
      {latest !== undefined && <PullFacts pull={latest} />}
      {mayOrder && <OrderButton incident={incident} candidate={candidate} />}
      {wants && candidate.pullable && mergedInto !== null && <GoOnThere mergedInto={mergedInto} />}
      {wants && !candidate.pullable && <span className={styles.quiet}>{t('pull.handIn')}</span>}
    </div>
  );
}

function OrderButton({ incident, candidate }: CandidatePullProps): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.incidentPulls(incident.id) });
  const { cameraId, cameraName: name, availability } = candidate;
  const ordering = useMutation({
    // each press is an order of its own: what only a part came of may be repeated
    mutationFn: () => orderPull(cameraId, incident.id, randomKey()),
    onSettled: refresh,
  });
  const which = availability === 'on_hand' ? 'again' : 'order';
  return (
    <>
      <div>
        <Button size="sm" loading={ordering.isPending} aria-label={t(`pull.${which}Label`, { name })} onClick={() => ordering.mutate()}>
          {t(`pull.${which}`)}
        </Button>
      </div>
      <span className={styles.quiet}>{t('pull.what')}</span>
      {ordering.error && <ProblemView error={ordering.error} />}
    </>
  );
}
