import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimeInterval } from '../../domain/time-interval.ts';
import { formatDay, formatInstantSeconds, formatTimeSeconds } from '../formats/instant-format.ts';
import styles from './candidate-overview.module.css';

interface CandidateAxisProps {
  readonly window: TimeInterval;
  readonly cursorMs: number;
  readonly onCursor: (trueMs: number) => void;
}

const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** The true time above the lines of all candidates, and the slider that chooses the moment at which their clocks are told. */
export function CandidateAxis({ window, cursorMs, onCursor }: CandidateAxisProps): ReactElement {
  const { t } = useTranslation();
  const id = useId();
  const lengthMs = window.toMs - window.fromMs;
  return (
    <div className={styles.axis}>
      <label htmlFor={id}>{t('overview.axis', { day: formatDay(window.fromMs), time: formatTimeSeconds(cursorMs) })}</label>
      <input
        id={id}
        type="range"
        className={styles.slider}
        min={0}
        max={lengthMs}
        step={Math.max(1000, Math.round(lengthMs / 300_000) * 1000)}
        value={Math.round(cursorMs - window.fromMs)}
        aria-valuetext={formatInstantSeconds(cursorMs)}
        onChange={(event) => onCursor(window.fromMs + Number(event.currentTarget.value))}
      />
      <div className={styles.ticks} aria-hidden="true">
        {TICKS.map((part) => (
          <span key={part}>{formatTimeSeconds(window.fromMs + part * lengthMs)}</span>
        ))}
      </div>
    </div>
  );
}
