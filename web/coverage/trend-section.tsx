import { Suspense, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { INCIDENT_CATEGORIES } from '../../domain/incident-terms.ts';
import type { CoverageTrend } from '../api/api-types.ts';
import type { CoverageQuestion } from '../api/coverage-api.ts';
import { formatCalendarDay } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { LoadingView } from '../ui/loading-view.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import page from './coverage.module.css';
import styles from './trend.module.css';
import { useCoverageTrend } from './use-coverage.ts';

const TrendChart = lazyPart(() => import('./trend-chart.tsx'), 'TrendChart');

/** Uptime day by day and incidents month by month; the drawing's numbers stand in a table as well. */
export function TrendSection({ question }: { readonly question: CoverageQuestion }): ReactElement {
  const { t } = useTranslation();
  const trend = useCoverageTrend(question);
  return (
    <SectionCard title={t('coverage.trend')}>
      <QueryView query={trend}>{(data) => <Trends trend={data} />}</QueryView>
    </SectionCard>
  );
}

function Trends({ trend }: { readonly trend: CoverageTrend }): ReactElement {
  const { t } = useTranslation();
  const { ratio, number } = useFormats();
  const days = trend.items.map(({ day, uptimeRatio }) => ({ name: formatCalendarDay(day), value: uptimeRatio }));
  const months = trend.months?.map(({ month, byCategory }) => ({
    name: month.split('-').toReversed().join('/'),
    value: INCIDENT_CATEGORIES.reduce((sum, category) => sum + byCategory[category], 0),
  }));
  return (
    <div className={styles.trends}>
      <Trend title={t('coverage.uptimeDays')} points={days} kind="line" most={1} write={ratio} />
      {months !== undefined && <Trend title={t('coverage.incidentMonths')} points={months} kind="bar" most="auto" write={number} />}
    </div>
  );
}

interface TrendProps {
  readonly title: string;
  readonly points: readonly { readonly name: string; readonly value: number | null }[];
  readonly kind: 'line' | 'bar';
  readonly most: number | 'auto';
  readonly write: (value: number) => string;
}

function Trend({ title, points, kind, most, write }: TrendProps): ReactElement {
  const { t } = useTranslation();
  return (
    <figure className={styles.trend}>
      <figcaption>{title}</figcaption>
      {points.some(({ value }) => value !== null) ? (
        <div aria-hidden="true" className={styles.chart}>
          <Suspense fallback={<LoadingView />}>
            <TrendChart points={points} kind={kind} most={most} write={write} />
          </Suspense>
        </div>
      ) : (
        <p>{t('coverage.nothingKnown')}</p>
      )}
      <details className={page.screenOnly}>
        <summary>{t('strip.asTable')}</summary>
        <table className={styles.numbers}>
          <tbody>
            {points.map(({ name, value }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value === null ? t('coverage.notKnown') : write(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
