import { useId, type ReactElement, type ReactNode } from 'react';
import type { Candidate, Incident } from '../api/api-types.ts';
import { useNow } from '../ui/use-now.ts';
import { CandidateCard } from './candidate-card.tsx';
import styles from './candidate-panel.module.css';

/** How often what cards say of time is told anew. */
const WORDS_EVERY_MS = 60_000;

interface CandidateGroupProps {
  readonly incident: Incident;
  readonly title: string;
  readonly candidates: readonly Candidate[];
  /** Ranks go on from one group to the next; the map has the same numbers. */
  readonly firstRank: number;
  readonly selectedId: string | null;
  readonly onSelect: (cameraId: string) => void;
  /** A word below the title. */
  readonly children: ReactNode;
}

/** Candidates of one kind under a heading of their own. */
export function CandidateGroup({ incident, title, candidates, firstRank, selectedId, onSelect, children }: CandidateGroupProps): ReactElement {
  const titleId = useId();
  const nowMs = useNow(WORDS_EVERY_MS);
  return (
    <section className={styles.group} aria-labelledby={titleId}>
      <h3 id={titleId} className={styles.groupTitle}>
        {title} ({candidates.length})
      </h3>
      {children && <p className={styles.hint}>{children}</p>}
      <ol className={styles.list} start={firstRank}>
        {candidates.map((candidate, index) => (
          <CandidateCard
            key={candidate.cameraId}
            incident={incident}
            candidate={candidate}
            rank={firstRank + index}
            selected={candidate.cameraId === selectedId}
            onSelect={onSelect}
            nowMs={nowMs}
          />
        ))}
      </ol>
    </section>
  );
}
