import { SegmentedControl } from '@mantine/core';
import { Suspense, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate, CandidatePage, Incident } from '../api/api-types.ts';
import type { CursorPages } from '../api/use-cursor-pages.ts';
import { EmptyView } from '../ui/empty-view.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { CandidateGroup } from './candidate-group.tsx';
import { CandidateLines } from './candidate-lines.tsx';
import { CandidateRest } from './candidate-rest.tsx';
import styles from './candidate-panel.module.css';
import { ReplacedPlacements } from './replaced-placements.tsx';
import type { CandidateOrder } from './use-incidents.ts';

const CandidateMap = lazyPart(() => import('../map/candidate-map.tsx'), 'CandidateMap');

interface CandidatePanelProps {
  readonly incident: Incident;
  readonly pages: CursorPages<CandidatePage>;
  readonly order: CandidateOrder;
  readonly onOrder: (order: CandidateOrder) => void;
}

/** Those that see the place first, then those on the ways to and from it; each in the order of the service. */
function grouped(pages: readonly CandidatePage[]): { readonly seeing: readonly Candidate[]; readonly ways: readonly Candidate[] } {
  const all = pages.flatMap(({ items }) => items);
  return { seeing: all.filter(({ sees }) => sees !== 'none'), ways: all.filter(({ sees }) => sees === 'none') };
}

/** The ranked cameras beside a map of what they see. */
export function CandidatePanel({ incident, pages, order, onOrder }: CandidatePanelProps): ReactElement {
  const { t } = useTranslation();
  const { seeing, ways } = grouped(pages.data?.pages ?? []);
  const candidates = [...seeing, ...ways];
  const [chosenId, setChosenId] = useState<string | null>(null);
  const selectedId = chosenId ?? candidates[0]?.cameraId ?? null;
  return (
    <SectionCard title={t('candidates.title')} aside={<OrderSwitch order={order} onOrder={onOrder} />}>
      {pages.isPending && <LoadingView />}
      {pages.isError && <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && candidates.length === 0 && <EmptyView text={t('candidates.none')} />}
      <ReplacedPlacements replaced={pages.data?.pages[0]?.replaced} />
      <CandidateRest pages={pages} shown={candidates.length} />
      {candidates.length > 0 && <CandidateLines incident={incident} candidates={candidates} selectedId={selectedId} onSelect={setChosenId} />}
      {candidates.length > 0 && (
        <div className={styles.columns}>
          <div className={styles.map}>
            <Suspense fallback={<LoadingView />}>
              <CandidateMap incident={incident} candidates={candidates} selectedId={selectedId} onSelect={setChosenId} />
            </Suspense>
          </div>
          <div className={styles.groups}>
            {pages.data?.pages[0]?.notes?.map(({ code, message }) => (
              <p key={code} className={styles.note}>
                {message}
              </p>
            ))}
            <CandidateGroup incident={incident} title={t('candidates.seeing')} candidates={seeing} firstRank={1} selectedId={selectedId} onSelect={setChosenId}>
              {seeing.length === 0 && t('candidates.noneSees')}
            </CandidateGroup>
            {ways.length > 0 && (
              <CandidateGroup
                incident={incident}
                title={t('candidates.ways')}
                candidates={ways}
                firstRank={seeing.length + 1}
                selectedId={selectedId}
                onSelect={setChosenId}
              >
                {t('candidates.waysHint')}
              </CandidateGroup>
            )}
            <MoreButton pages={pages} fullWidth />
          </div>
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
