import { Button, SegmentedControl } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate, Incident, Page } from '../api/api-types.ts';
import { EmptyView } from '../ui/empty-view.tsx';
import { LoadingView } from '../ui/loading-view.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { CandidateCard } from './candidate-card.tsx';
import styles from './candidate-panel.module.css';
import type { CandidateOrder } from './use-incidents.ts';

const CandidateMap = lazy(async () => ({ default: (await import('../map/candidate-map.tsx')).CandidateMap }));

interface CandidatePanelProps {
  readonly incident: Incident;
  readonly pages: UseInfiniteQueryResult<InfiniteData<Page<Candidate>>>;
  readonly order: CandidateOrder;
  readonly onOrder: (order: CandidateOrder) => void;
}

/** The ranked cameras beside a map of what they see. */
export function CandidatePanel({ incident, pages, order, onOrder }: CandidatePanelProps): ReactElement {
  const { t } = useTranslation();
  const candidates: readonly Candidate[] = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const [chosenId, setChosenId] = useState<string | null>(null);
  const selectedId = chosenId ?? candidates[0]?.cameraId ?? null;
  return (
    <SectionCard title={t('candidates.title')} aside={<OrderSwitch order={order} onOrder={onOrder} />}>
      {pages.isPending && <LoadingView />}
      {pages.isError && <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && candidates.length === 0 && <EmptyView text={t('candidates.none')} />}
      {candidates.length > 0 && (
        <div className={styles.columns}>
          <div className={styles.map}>
            <Suspense fallback={<LoadingView />}>
              <CandidateMap incident={incident} candidates={candidates} selectedId={selectedId} onSelect={setChosenId} />
            </Suspense>
          </div>
          <ol className={styles.list}>
            {candidates.map((candidate, index) => (
              <CandidateCard
                key={candidate.cameraId}
                incidentId={incident.id}
                candidate={candidate}
                rank={index + 1}
                selected={candidate.cameraId === selectedId}
                onSelect={() => setChosenId(candidate.cameraId)}
              />
            ))}
            {pages.hasNextPage && (
              <li>
                <Button variant="default" fullWidth loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                  {t('common.more')}
                </Button>
              </li>
            )}
          </ol>
        </div>
      )}
    </SectionCard>
  );
}

function OrderSwitch({ order, onOrder }: Pick<CandidatePanelProps, 'order' | 'onOrder'>): ReactElement {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('candidates.order')}
      value={order}
      onChange={(value) => onOrder(value === 'overwrite' ? 'overwrite' : 'score')}
      data={[
        { value: 'score', label: t('candidates.byScore') },
        { value: 'overwrite', label: t('candidates.byOverwrite') },
      ]}
    />
  );
}
