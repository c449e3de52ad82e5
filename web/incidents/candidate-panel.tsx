import { SegmentedControl } from '@mantine/core';
import { Suspense, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../api/api-types.ts';
import type { CursorPages } from '../api/use-cursor-pages.ts';
import { EmptyView } from '../ui/empty-view.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { CandidateGroup } from './candidate-group.tsx';
import { candidateGroups, type CandidateGroupOfList } from './candidate-groups.ts';
import { CandidateLines } from './candidate-lines.tsx';
import { CandidateRest } from './candidate-rest.tsx';
import styles from './candidate-panel.module.css';
import { ReplacedPlacements } from './replaced-placements.tsx';
import type { CandidateOrder, RankedPage } from './use-incidents.ts';

const CandidateMap = lazyPart(() => import('../map/candidate-map.tsx'), 'CandidateMap');

interface CandidatePanelProps {
  readonly incident: Incident;
  readonly pages: CursorPages<RankedPage>;
  readonly order: CandidateOrder;
  readonly onOrder: (order: CandidateOrder) => void;
}

const TITLES = { seeing: 'candidates.seeing', ways: 'candidates.ways', overwrite: 'candidates.byOverwrite' } as const;

/** The ranked cameras beside a map of what they see. */
export function CandidatePanel({ incident, pages, order, onOrder }: CandidatePanelProps): ReactElement {
  const { t } = useTranslation();
  const hintOf = useGroupHint();
  const groups = candidateGroups(pages.data?.pages ?? []);
  const candidates = groups.flatMap((group) => group.candidates);
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
            {groups.map((group) => (
              <CandidateGroup
                // what was begun at a card of the first group is not lost when it is put in another order
                key={group.kind === 'ways' ? 'ways' : 'first'}
                incident={incident}
                title={t(TITLES[group.kind])}
                candidates={group.candidates}
                firstRank={group.firstRank}
                selectedId={selectedId}
                onSelect={setChosenId}
              >
                {hintOf(group)}
              </CandidateGroup>
            ))}
            <MoreButton pages={pages} fullWidth />
          </div>
        </div>
      )}
    </SectionCard>
  );
}

function useGroupHint(): (group: CandidateGroupOfList) => string {
  const { t } = useTranslation();
  return ({ kind, candidates }) => {
    if (kind === 'ways') return t('candidates.waysHint');
    const noneSees = candidates.every(({ sees }) => sees === 'none') ? t('candidates.noneSees') : '';
    return kind === 'overwrite' ? `${t('candidates.overwriteHint')} ${noneSees}` : noneSees;
  };
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
