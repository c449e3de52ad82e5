import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceProblem } from '../../domain/service-problem.ts';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './service.module.css';

/** One sentence when all is well, else each problem with what to do about it, the gravest first. */
export function ServiceSummary({ problems }: { readonly problems: readonly ServiceProblem[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <SectionCard title={t('serviceState.summary')}>
      <p role="status" className={problems.length === 0 ? styles.good : styles.bad}>
        {problems.length === 0 ? t('serviceState.allWell') : t('serviceState.troubles', { count: problems.length })}
      </p>
      {problems.length > 0 && (
        <ul className={styles.problems}>
          {problems.map((problem) => (
            <li key={problem}>
              <span className={styles.what}>{t(`serviceState.problem.${problem}`)}</span>
              {t(`serviceState.todo.${problem}`)}
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  );
}
