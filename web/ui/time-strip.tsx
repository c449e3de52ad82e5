import type { ReactElement } from 'react';
import type { TimeInterval } from '../../domain/time-interval.ts';
import { formatInstant, formatInterval } from '../formats/instant-format.ts';
import { placeStripParts, type StripPart } from './strip-part.ts';
import styles from './time-strip.module.css';

interface TimeStripProps {
  /** What the strip is about, with its gist in words: all that a screen reader gets from the drawing. */
  readonly label: string;
  readonly window: TimeInterval;
  readonly parts: readonly StripPart[];
  /** Dates at both ends. */
  readonly ends?: boolean;
}

/** Stretches of time on a line; tones differ by pattern as well as by colour. A table beside it must tell the same. */
export function TimeStrip({ label, window, parts, ends = false }: TimeStripProps): ReactElement {
  return (
    <div>
      <div role="img" aria-label={label} className={styles.strip}>
        {placeStripParts(parts, window).map(({ part, leftPercent, widthPercent }) => (
          <span
            key={`${part.fromMs}-${part.label}`}
            className={styles[part.tone]}
            style={{ left: `${leftPercent}%`, width: `${widthPercent}%` }}
            title={`${part.label}: ${formatInterval(part.fromMs, part.toMs)}`}
          />
        ))}
      </div>
      {ends && (
        <div className={styles.ends} aria-hidden="true">
          <span>{formatInstant(window.fromMs)}</span>
          <span>{formatInstant(window.toMs)}</span>
        </div>
      )}
    </div>
  );
}
