import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../routing/link.tsx';
import { INCIDENT_CATEGORIES, type IncidentCategory } from '../../domain/incident-terms.ts';
import type { CoverageSummary } from '../api/api-types.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useCategoryName } from '../incidents/use-incidents.ts';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './incident-figures.module.css';
import bars from './share-bar.module.css';
import { incidentSearch } from './incident-search.ts';

interface IncidentFiguresProps {
  readonly incidents: Readonly<Record<IncidentCategory, number>>;
  readonly summary: CoverageSummary;
}

/** Incidents of the period by category, the most frequent first; gatherings are counted like all others. */
export function IncidentFigures({ incidents, summary }: IncidentFiguresProps): ReactElement {
  const { t } = useTranslation();
  const { number } = useFormats();
  const categoryName = useCategoryName();
  const most = Math.max(1, ...Object.values(incidents));
  const sum = Object.values(incidents).reduce((so, count) => so + count, 0);
  return (
    <SectionCard title={t('coverage.incidentsIn', { count: summary.days, sum: number(sum) })}>
      <ul className={styles.categories}>
        {INCIDENT_CATEGORIES.toSorted((a, b) => incidents[b] - incidents[a]).map((category) => (
          <li key={category}>
            {incidents[category] === 0 ? (
              <span>{categoryName(category)}</span>
            ) : (
              <Link to="/incidents" search={incidentSearch(summary, summary.unit?.id, category)}>
                {categoryName(category)}
              </Link>
            )}
            <span className={`${bars.bar} ${styles.share}`} aria-hidden="true">
              <span className={bars.plainBar} style={{ width: `${(incidents[category] / most) * 100}%` }} />
            </span>
            <b>{number(incidents[category])}</b>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}
