import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../api/api-types.ts';
import styles from './candidate-card.module.css';
import { CandidateFacts } from './candidate-facts.tsx';
import { CandidateWindows } from './candidate-windows.tsx';

/** All that is known of a candidate's sight and clock, and of what its score is made, behind one word: on a phone nobody reads that of each of ten cameras. */
export function CandidateDetails({ candidate }: { readonly candidate: Candidate }): ReactElement {
  const { t } = useTranslation();
  return (
    <details className={styles.details}>
      <summary aria-label={t('candidates.detailsLabel', { name: candidate.cameraName })}>{t('candidates.details')}</summary>
      <div className={styles.unfolded}>
        <CandidateFacts candidate={candidate} />
        <CandidateWindows candidate={candidate} />
        <Lines title={t('candidates.why')} lines={candidate.why} />
        <Lines title={t('candidates.parts')} lines={candidate.scoreParts.map(({ words }) => words)} />
      </div>
    </details>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }): ReactElement {
  return (
    <div>
      <p className={styles.parts}>{title}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
