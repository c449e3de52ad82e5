import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../api/api-types.ts';
import { formatInstant, formatInterval } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { FactList } from '../ui/fact-list.tsx';
import styles from './candidate-card.module.css';
import { useAvailabilityText } from './use-availability-text.ts';

/** What decides whether to ask for a candidate's footage: whose camera it is, what speaks against its sight, whether there is footage and for how long, and what to look for on its own clock. */
export function CandidateGist({ candidate }: { readonly candidate: Candidate }): ReactElement {
  const { t } = useTranslation();
  const availabilityText = useAvailabilityText();
  const { unitName, overwrittenAt, deviceWindow } = candidate;
  return (
    <>
      <p className={styles.place}>
        {[unitName, ...useSightLines(candidate)].map((line) => (
          <span key={line}>{line}</span>
        ))}
      </p>
      <FactList
        facts={[
          { name: t('candidates.footage'), value: availabilityText(candidate) },
          { name: t('candidates.overwritten'), value: overwrittenAt === null ? null : <Overwrite at={overwrittenAt} /> },
          { name: t('windows.device'), value: formatInterval(deviceWindow.from, deviceWindow.to, true) },
        ]}
      />
      {candidate.clock === null && <p className={styles.verdict}>{t('windows.neverMeasured')}</p>}
    </>
  );
}

/** What stands between, and which way a camera sees that doesn't see the place. */
function useSightLines({ occluded, motion, way }: Candidate): readonly string[] {
  const { t } = useTranslation();
  const formats = useFormats();
  return [
    ...(occluded ? [t('candidates.occluded')] : []),
    ...(motion === 'fixed' ? [] : [t('candidates.mayLookElsewhere')]),
    ...(way?.kind === 'road'
      ? [t('candidates.wayRoad', { road: way.roadName ?? t('candidates.namelessRoad'), distance: formats.distance(way.alongM ?? 0) })]
      : []),
    ...(way?.kind === 'distance' ? [t('candidates.wayDistance')] : []),
  ];
}

function Overwrite({ at }: { readonly at: string }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const leftMs = Date.parse(at) - Date.now();
  return <>{leftMs <= 0 ? formatInstant(at) : t('candidates.overwrittenIn', { at: formatInstant(at), duration: formats.duration(leftMs) })}</>;
}
