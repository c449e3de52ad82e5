import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../api/api-types.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { LoadingView } from '../ui/loading-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { FaultItem } from './fault-item.tsx';
import { useFaultPages } from './use-faults.ts';

/** Entries that are open, or that are done, page after page. */
export function FaultList({ open }: { readonly open: boolean }): ReactElement {
  const { t } = useTranslation();
  const pages = useFaultPages({ open });
  const faults: readonly Fault[] = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  if (pages.isPending) return <LoadingView />;
  return (
    <div aria-busy={pages.isFetching}>
      {pages.isError && <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />}
      {!pages.isError && faults.length === 0 && <EmptyView text={t(open ? 'faultList.noneOpen' : 'faultList.noneDone')} />}
      <ul className={cards.list}>
        {faults.map((fault) => (
          <FaultItem key={fault.id} fault={fault} />
        ))}
      </ul>
      <MoreButton pages={pages} mt="md" />
    </div>
  );
}
