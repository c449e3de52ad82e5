import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { facetToneOf } from '../cameras/facet-tone.ts';
import { useFacetText } from '../cameras/use-facet-text.ts';
import type { Candidate } from '../api/api-types.ts';
import { formatInterval } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { ToneTag } from '../ui/tone-tag.tsx';
import { candidateAnchor } from './candidate-anchor.ts';
import styles from './candidate-overview.module.css';
import { faultsThen } from './health-then.ts';
import { SeesTag } from './sees-tag.tsx';
import { useAvailabilityText } from './use-availability-text.ts';

interface CandidateOverviewProps {
  /** In the order of the cards below, with the same numbers. */
  readonly candidates: readonly Candidate[];
  readonly selectedId: string | null;
  readonly onSelect: (cameraId: string) => void;
}

const COLUMNS = ['camera', 'sees', 'worked', 'footage', 'device'] as const;

/** All candidates at one look, a line each: how well they see, whether they worked, where the footage is and how long it stays, and when to look on their own clocks. Each leads to its card. */
export function CandidateOverview({ candidates, selectedId, onSelect }: CandidateOverviewProps): ReactElement {
  const { t } = useTranslation();
  const firstToGo = firstOverwritten(candidates);
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>{t('overview.caption')}</caption>
      <thead>
        <tr>
          {COLUMNS.map((name) => (
            <th key={name} scope="col">
              {t(`overview.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {candidates.map((candidate, index) => (
          <tr key={candidate.cameraId} data-selected={candidate.cameraId === selectedId}>
            <th scope="row">
              <a href={`#${candidateAnchor(candidate.cameraId)}`} onClick={() => onSelect(candidate.cameraId)}>
                {index + 1}. {candidate.cameraName}
              </a>
            </th>
            <td>
              <Sees candidate={candidate} />
            </td>
            <td>
              <span className={styles.label}>{t('overview.worked')}: </span>
              <Worked candidate={candidate} />
            </td>
            <td>
              <Footage candidate={candidate} isFirst={candidate.cameraId === firstToGo} />
            </td>
            <td>
              <span className={styles.label}>{t('overview.device')}: </span>
              {formatInterval(candidate.deviceWindow.from, candidate.deviceWindow.to, true)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The camera whose footage is overwritten first; null when that is true of several, or of none. */
function firstOverwritten(candidates: readonly Candidate[]): string | null {
  const ends = candidates
    .flatMap(({ cameraId, overwrittenAt }) => (overwrittenAt === null ? [] : [{ cameraId, atMs: Date.parse(overwrittenAt) }]))
    .toSorted((a, b) => a.atMs - b.atMs);
  const [first, second] = ends;
  return first === undefined || second === undefined || first.atMs === second.atMs ? null : first.cameraId;
}

function Sees({ candidate: { sees, pxPerM } }: { readonly candidate: Candidate }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <>
      <SeesTag sees={sees} />
      {sees !== 'none' && <span className={styles.figure}> {t('candidates.pxPerM', { density: formats.number(pxPerM, 0) })}</span>}
    </>
  );
}

function Worked({ candidate: { healthThen } }: { readonly candidate: Candidate }): ReactElement {
  const { t } = useTranslation();
  const text = useFacetText();
  const faults = faultsThen(healthThen, (facet, state) => ['bad', 'warn'].includes(facetToneOf(facet, state)));
  if (healthThen.length === 0) return <>{t('candidates.healthUnknown')}</>;
  if (faults.length === 0) return <>{t('overview.good')}</>;
  return <>{faults.map(({ facet, state }) => `${text.facet(facet)}: ${text.state(facet, state)}`).join('; ')}</>;
}

function Footage({ candidate, isFirst }: { readonly candidate: Candidate; readonly isFirst: boolean }): ReactElement {
  const { t } = useTranslation();
  const availabilityText = useAvailabilityText();
  const formats = useFormats();
  const { overwrittenAt } = candidate;
  const leftMs = overwrittenAt === null ? 0 : Date.parse(overwrittenAt) - Date.now();
  return (
    <>
      <span className={styles.label}>{t('overview.footage')}: </span>
      {availabilityText(candidate)}
      {leftMs > 0 && `, ${t('overview.left', { duration: formats.duration(leftMs) })}`} {isFirst && <ToneTag tone="warn">{t('overview.first')}</ToneTag>}
    </>
  );
}
