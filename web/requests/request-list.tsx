import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FootageRequest } from '../api/api-types.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { LoadingView } from '../ui/loading-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { RequestItem } from './request-item.tsx';
import { useRequestPages } from './use-requests.ts';

/** Requests that wait or are open, undecided ones first, or those that are over; page after page. */
export function RequestList({ live }: { readonly live: boolean }): ReactElement {
  const { t } = useTranslation();
  const pages = useRequestPages({ live });
  const requests: readonly FootageRequest[] = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const isUndecided = ({ state }: FootageRequest) => state === 'submitted';
  if (pages.isPending) return <LoadingView />;
  return (
    <div aria-busy={pages.isFetching}>
      {pages.isError && <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />}
      {!pages.isError && requests.length === 0 && <EmptyView text={t(live ? 'requestList.noneLive' : 'requestList.noneDone')} />}
      <ul className={cards.list}>
        {[...requests.filter(isUndecided), ...requests.filter((request) => !isUndecided(request))].map((request) => (
          <RequestItem key={request.id} request={request} />
        ))}
      </ul>
      <MoreButton pages={pages} mt="md" />
    </div>
  );
}
