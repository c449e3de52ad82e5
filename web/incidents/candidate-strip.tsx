import type { MouseEvent, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../api/api-types.ts';
import { formatInstant, formatTimeSeconds } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { placeStripParts } from '../ui/strip-part.ts';
import { TimeStrip } from '../ui/time-strip.tsx';
import { candidateFootageParts, candidateHealthParts, deviceTimeOf, trueWindowOf } from './candidate-parts.ts';
import styles from './candidate-strip.module.css';
import { useCandidateWords } from './use-candidate-words.ts';

interface CandidateStripProps {
  readonly candidate: Candidate;
  /** The moment at which both clocks are told, true time. */
  readonly cursorMs: number;
  readonly onCursor: (trueMs: number) => void;
}

/** A candidate on the common line of true time: footage and gaps, what was wrong with it, what its own clock said at the chosen moment, and when it is overwritten. */
export function CandidateStrip({ candidate, cursorMs, onCursor }: CandidateStripProps): ReactElement {
  const { t } = useTranslation();
  const words = useCandidateWords()(candidate);
  const window = trueWindowOf(candidate);
  const footage = candidateFootageParts(candidate, words);
  const faults = candidateHealthParts(candidate, words);
  const lengthMs = window.toMs - window.fromMs;
  const point = (event: MouseEvent<HTMLDivElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    onCursor(window.fromMs + Math.max(0, Math.min(1, (event.clientX - left) / width)) * lengthMs);
  };
  return (
    <>
      {/* the slider above does the same for the keyboard */}
      <div className={styles.strip} onMouseMove={point} onClick={point}>
        <TimeStrip label={gistOf(candidate.cameraName, footage, faults)} window={window} parts={footage} />
        {faults.length > 0 && (
          <div className={styles.health} aria-hidden="true">
            {placeStripParts(faults, window).map(({ part, leftPercent, widthPercent }) => (
              <span
                key={`${part.fromMs}-${part.label}`}
                data-tone={part.tone}
                title={part.label}
                style={{ left: `${leftPercent}%`, width: `${widthPercent}%` }}
              />
            ))}
          </div>
        )}
        <span className={styles.cursor} style={{ left: `${((cursorMs - window.fromMs) / lengthMs) * 100}%` }} />
      </div>
      <p className={styles.clocks}>
        <BothClocks candidate={candidate} cursorMs={cursorMs} />
        {candidate.overwrittenAt !== null && (
          <span className={styles.overwrite}>{t('overview.overwrittenAt', { at: formatInstant(candidate.overwrittenAt) })}</span>
        )}
      </p>
    </>
  );

  function gistOf(name: string, parts: typeof footage, wrong: typeof faults): string {
    const told = [...parts, ...wrong].map((part) => `${part.label} ${formatTimeSeconds(part.fromMs)} – ${formatTimeSeconds(part.toMs)}`);
    return `${name}: ${told.slice(0, 8).join('; ')}${told.length > 8 ? '…' : ''}`;
  }
}

function BothClocks({ candidate, cursorMs }: Pick<CandidateStripProps, 'candidate' | 'cursorMs'>): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const deviceMs = deviceTimeOf(candidate, cursorMs);
  const time = formatTimeSeconds(cursorMs);
  if (deviceMs === null || candidate.clock === null) return <span>{t('overview.clockUnread', { time })}</span>;
  return <span>{t('overview.bothClocks', { time, device: formatTimeSeconds(deviceMs), margin: formats.margin(candidate.clock.uncertaintyMs) })}</span>;
}
