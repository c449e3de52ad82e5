import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../routing/link.tsx';
import { COVERAGE_CHANGES } from '../../domain/coverage/coverage-change.ts';
import type { CoverageSummary } from '../api/api-types.ts';
import type { CoverageQuestion } from '../api/coverage-api.ts';
import { useFormats } from '../formats/use-formats.ts';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './key-figures.module.css';
import { searchOf } from './coverage-search.ts';

/** What changed in the period, each number with the way to its cameras. */
export function ChangeFigures({ summary, question }: { readonly summary: CoverageSummary; readonly question: CoverageQuestion }): ReactElement {
  const { t } = useTranslation();
  const { number } = useFormats();
  return (
    <SectionCard title={t('coverage.changes', { count: summary.days })}>
      <ul className={styles.changes}>
        {COVERAGE_CHANGES.map((change) => (
          <li key={change}>
            {summary.changes[change] === 0 ? (
              <span>
                {t(`coverageChange.${change}`)} <b>0</b>
              </span>
            ) : (
              <Link to="/coverage/cameras" search={{ ...searchOf(question), change }}>
                {t(`coverageChange.${change}`)} <b>{number(summary.changes[change])}</b>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}
