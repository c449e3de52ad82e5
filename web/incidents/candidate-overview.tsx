import { Fragment, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { facetToneOf } from '../cameras/facet-tone.ts';
import { useFacetText } from '../cameras/use-facet-text.ts';
import type { Candidate } from '../api/api-types.ts';
import { formatInterval } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { ToneTag } from '../ui/tone-tag.tsx';
import { candidateAnchor } from './candidate-anchor.ts';
import { CandidateAxis } from './candidate-axis.tsx';
import { trueWindowOf } from './candidate-parts.ts';
import { CandidateStrip } from './candidate-strip.tsx';
import styles from './candidate-overview.module.css';
import { faultsThen } from './health-then.ts';
import { SeesTag } from './sees-tag.tsx';
import { useAvailabilityText } from './use-availability-text.ts';

interface CandidateOverviewProps {
  /** In the order of the cards below, with the same numbers. */
  readonly candidates: readonly Candidate[];
  readonly selectedId: string | null;
  readonly onSelect: (cameraId: string) => void;
  /** Candidates whose footage is about to be asked for; absent where nobody may ask. */
  readonly choice?: CandidateChoice;
}

/** Which candidates are chosen, and which can be. */
export interface CandidateChoice {
  readonly chosenIds: ReadonlySet<string>;
  readonly canChoose: (candidate: Candidate) => boolean;
  readonly onChoose: (cameraId: string, isChosen: boolean) => void;
}

const COLUMNS = ['camera', 'sees', 'worked', 'footage', 'device'] as const;

/**
 * All candidates at one look: how well they see, whether they worked, where the footage is and how long it stays, when to look on their own clocks; and each on one line of true time with footage, gaps, faults and both clocks. Each leads to its
 * card. Many are scrolled within: the map comes right after them.
 */
export function CandidateOverview({ candidates, selectedId, onSelect, choice }: CandidateOverviewProps): ReactElement {
  const { t } = useTranslation();
  const firstToGo = firstOverwritten(candidates);
  const window = trueWindowOf(candidates[0]!);
  const [cursor, setCursor] = useState<number | null>(null);
  const cursorMs = Math.min(Math.max(cursor ?? window.fromMs, window.fromMs), window.toMs);
  return (
    <section tabIndex={0} className={styles.lines} aria-label={t('overview.lines')}>
      <CandidateAxis window={window} cursorMs={cursorMs} onCursor={setCursor} />
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
            <Fragment key={candidate.cameraId}>
              <tr data-selected={candidate.cameraId === selectedId}>
                <th scope="row">
                  {choice?.canChoose(candidate) === true && (
                    <input
                      type="checkbox"
                      className={styles.choose}
                      aria-label={t('overview.choose', { name: candidate.cameraName })}
                      checked={choice.chosenIds.has(candidate.cameraId)}
                      onChange={(event) => choice.onChoose(candidate.cameraId, event.currentTarget.checked)}
                    />
                  )}
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
              <tr data-selected={candidate.cameraId === selectedId} className={styles.line}>
                <td colSpan={COLUMNS.length}>
                  <CandidateStrip candidate={candidate} cursorMs={cursorMs} onCursor={setCursor} />
                </td>
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
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
