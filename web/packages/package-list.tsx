import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { LoadingView } from '../ui/loading-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { PackageItem } from './package-item.tsx';
import { usePackagePages } from './use-packages.ts';

/** Packages of an incident, or of all cases within reach. */
export function PackageList({ incidentId }: { readonly incidentId?: string }): ReactElement {
  const { t } = useTranslation();
  const pages = usePackagePages(incidentId);
  const packages = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  if (pages.isPending) return <LoadingView />;
  return (
    <div aria-busy={pages.isFetching}>
      {pages.isError && <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />}
      {!pages.isError && packages.length === 0 && <EmptyView text={t('package.none')} />}
      <ul className={cards.list} aria-label={t('package.list')}>
        {packages.map((each) => (
          <PackageItem key={each.id} evidence={each} withIncident={incidentId === undefined} />
        ))}
      </ul>
      <MoreButton pages={pages} mt="md" />
    </div>
  );
}
