import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../api/query-keys.ts';
import { getServiceState } from '../api/service-api.ts';
import { formatTimeSeconds } from '../formats/instant-format.ts';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { FailureList } from './failure-list.tsx';
import { QueueTable } from './queue-table.tsx';
import { ScheduleTable } from './schedule-table.tsx';
import { ServiceSummary } from './service-summary.tsx';
import { StorageFacts } from './storage-facts.tsx';
import { WorkerList } from './worker-list.tsx';

const LOOK_AGAIN_MS = 10_000;

/** `/service`: how the service itself fares, what is wrong with it, and what to do about that. Looked at again every 10 s while the page is in sight. */
export function ServicePage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const state = useQuery({
    queryKey: queryKeys.serviceState,
    queryFn: ({ signal }) => getServiceState(signal),
    enabled: may('service.read'),
    refetchInterval: LOOK_AGAIN_MS,
    // a page that was out of sight for an hour doesn't show what was an hour ago
    refetchOnWindowFocus: true,
    staleTime: 0,
  });
  if (!may('service.read')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('serviceState.title')}>
      <QueryView query={state}>
        {(now) => (
          <>
            <ServiceSummary problems={now.problems} />
            <p className={cards.quiet}>{t('serviceState.asOf', { time: formatTimeSeconds(now.at) })}</p>
            <WorkerList workers={now.workers} />
            <QueueTable queues={now.queues} />
            {now.schedules.length > 0 && <ScheduleTable schedules={now.schedules} />}
            {now.queues !== null && <FailureList failures={now.failures} />}
            <StorageFacts state={now} />
          </>
        )}
      </QueryView>
    </PageFrame>
  );
}
