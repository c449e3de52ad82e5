import { Button } from '@mantine/core';
import { Suspense, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Link } from '../routing/link.tsx';
import type { CoverageSummary } from '../api/api-types.ts';
import type { CoverageQuestion } from '../api/coverage-api.ts';
import { formatDay, formatInstant } from '../formats/instant-format.ts';
import { useMay } from '../session/session-context.ts';
import { EmptyView } from '../ui/empty-view.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { ChangeFigures } from './change-figures.tsx';
import { CoverageControls } from './coverage-controls.tsx';
import styles from './coverage.module.css';
import { IncidentFigures } from './incident-figures.tsx';
import { KeyFigures } from './key-figures.tsx';
import { TrendSection } from './trend-section.tsx';
import { UnitTable } from './unit-table.tsx';
import { questionOf, searchOf } from './coverage-search.ts';
import { useCoverageSummary } from './use-coverage.ts';
import { WaitingWork } from './waiting-work.tsx';

const CoverageMap = lazyPart(() => import('./coverage-map.tsx'), 'CoverageMap');

/** `/coverage`: where a commander arrives: what waits, the figures of the units, the map, and how it was on another day. */
export function CoveragePage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const question = questionOf(useSearch({ from: '/_app/coverage' }));
  const navigate = useNavigate();
  const change = (part: Partial<CoverageQuestion>): void => {
    void navigate({ to: '/coverage', search: searchOf({ ...question, ...part }), replace: true, resetScroll: false });
  };
  const summary = useCoverageSummary(question);
  if (!may('coverage.read')) return <NotAllowedPage />;
  const print = (
    <Button variant="default" className={styles.screenOnly} onClick={() => window.print()}>
      {t('coverage.print')}
    </Button>
  );
  return (
    <PageFrame title={t('coverage.title')} heading={summary.data?.unit ? t('coverage.titleOf', { unit: summary.data.unit.name }) : undefined} aside={print}>
      <WaitingWork />
      <CoverageControls question={question} onChange={change} />
      <QueryView query={summary}>{(data) => <Figures summary={data} question={question} stale={summary.isPlaceholderData} />}</QueryView>
    </PageFrame>
  );
}

interface FiguresProps {
  readonly summary: CoverageSummary;
  readonly question: CoverageQuestion;
  readonly stale: boolean;
}

function Figures({ summary, question, stale }: FiguresProps): ReactElement {
  const { t } = useTranslation();
  if (question.unitId !== undefined && summary.unit === null && !stale) return <EmptyView text={t('coverage.noUnit')} />;
  return (
    <div className={styles.figures} aria-busy={stale}>
      <PathOf summary={summary} question={question} />
      <p className={styles.asAt}>
        {t('coverage.asAt', { at: formatInstant(summary.at), from: formatDay(summary.from) })}
        {summary.enteredLater > 0 && (
          <>
            {' '}
            <Link to="/coverage/cameras" search={{ ...searchOf(question), entered: 'later' }}>
              {t('coverage.enteredLater', { count: summary.enteredLater })}
            </Link>
          </>
        )}
      </p>
      <KeyFigures summary={summary} question={question} />
      <ChangeFigures summary={summary} question={question} />
      <SectionCard title={t('coverage.map')}>
        <Suspense fallback={<LoadingView />}>
          <CoverageMap summary={summary} asOf={question.asOf} />
        </Suspense>
      </SectionCard>
      {summary.units.length > 0 && <UnitTable summary={summary} question={question} />}
      {summary.incidents !== null && <IncidentFigures incidents={summary.incidents} summary={summary} />}
      <TrendSection question={question} />
    </div>
  );
}

function PathOf({ summary, question }: Pick<FiguresProps, 'summary' | 'question'>): ReactElement | null {
  const { t } = useTranslation();
  if (summary.above.length === 0) return null;
  return (
    <nav aria-label={t('coverage.path')} className={styles.path}>
      <ol>
        {summary.above.map(({ id, name }) => (
          <li key={id}>
            <Link to="/coverage" search={searchOf({ ...question, unitId: id })}>
              {name}
            </Link>
          </li>
        ))}
        <li aria-current="page">{summary.unit?.name}</li>
      </ol>
    </nav>
  );
}
