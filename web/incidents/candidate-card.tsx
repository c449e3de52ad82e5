import { Button } from '@mantine/core';
import { memo, useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate, Incident } from '../api/api-types.ts';
import { useFormats } from '../formats/use-formats.ts';
import { CandidateRequest } from '../requests/candidate-request.tsx';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import { ToneTag } from '../ui/tone-tag.tsx';
import styles from './candidate-card.module.css';
import { CandidatePull } from './candidate-pull.tsx';
import { candidateAnchor } from './candidate-anchor.ts';
import { CandidateDetails } from './candidate-details.tsx';
import { CandidateGist } from './candidate-gist.tsx';
import { CandidateHold } from './candidate-hold.tsx';
import { LinkForm } from './link-form.tsx';
import { SeesTag } from './sees-tag.tsx';

interface CandidateCardProps {
  readonly incident: Incident;
  readonly candidate: Candidate;
  /** Its place in the order, from 1; the map has the same number. */
  readonly rank: number;
  readonly selected: boolean;
  readonly onSelect: (cameraId: string) => void;
  /** What a card says of time (how long footage is there, whether a grant is open) is drawn anew with it. */
  readonly nowMs: number;
}

/** One camera that could have seen the incident: whether it can, whether there is footage, what can be done; all the rest folded up. Hundreds of them are not drawn anew because another page came, or another one was chosen. */
export const CandidateCard = memo(function CandidateCard({ incident, candidate, rank, selected, onSelect }: CandidateCardProps): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const may = useMay();
  const headingId = useId();
  return (
    <li id={candidateAnchor(candidate.cameraId)} className={styles.card} data-selected={selected} aria-labelledby={headingId}>
      <div className={styles.head}>
        <span className={styles.rank} aria-hidden="true">
          {rank}
        </span>
        <h4 id={headingId} className={styles.name}>
          <Link to="/cameras/$cameraId" params={{ cameraId: candidate.cameraId }}>
            {candidate.cameraName}
          </Link>
        </h4>
        <SeesTag sees={candidate.sees} />
        {candidate.motion !== 'fixed' && <ToneTag tone="warn">{t(`candidates.motion.${candidate.motion}`)}</ToneTag>}
        <span className={styles.score}>
          {formats.distance(candidate.distanceM)} · {t('candidates.score', { score: formats.number(candidate.score * 100, 0) })}
        </span>
      </div>
      <CandidateGist candidate={candidate} />
      <CandidatePull incident={incident} candidate={candidate} />
      <div className={styles.actions}>
        <CandidateRequest incident={incident} candidate={candidate} />
        <Button variant={selected ? 'light' : 'default'} size="sm" aria-pressed={selected} onClick={() => onSelect(candidate.cameraId)}>
          {t('candidates.showOnMap')}
        </Button>
        <CandidateHold incident={incident} candidate={candidate} />
      </div>
      {may('incident.link') && incident.mergedInto === null ? (
        <LinkForm incidentId={incident.id} candidate={candidate} />
      ) : (
        <GivenVerdict candidate={candidate} />
      )}
      <CandidateDetails candidate={candidate} />
    </li>
  );
});

function GivenVerdict({ candidate }: { readonly candidate: Candidate }): ReactElement | null {
  const { t } = useTranslation();
  if (candidate.link === null) return null;
  return (
    <p className={styles.verdict}>
      <b>{t(`verdict.${candidate.link.verdict}`)}</b> {candidate.link.note}
    </p>
  );
}
