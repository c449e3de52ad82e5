import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../api/api-types.ts';
import { formatInterval } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useKnownText } from '../ui/use-known-text.ts';
import styles from './candidate-windows.module.css';

/** The time of the incident, and how the camera's own clock differs from it. */
export function CandidateWindows({ candidate }: { readonly candidate: Candidate }): ReactElement {
  const { t } = useTranslation();
  const { trueWindow } = candidate;
  return (
    <div className={styles.box}>
      <ClockWords candidate={candidate} />
      <dl className={styles.windows}>
        <div>
          <dt>{t('windows.true')}</dt>
          <dd>{formatInterval(trueWindow.from, trueWindow.to, true)}</dd>
        </div>
      </dl>
    </div>
  );
}

/** A clock that was never read is told of where everybody sees it. */
function ClockWords({ candidate }: { readonly candidate: Candidate }): ReactElement | null {
  const { t } = useTranslation();
  const formats = useFormats();
  const knownText = useKnownText();
  const { clock } = candidate;
  if (clock === null) return null;
  return (
    <p className={styles.words}>
      <b>{formats.clockOffset(clock.offsetMs)}</b>{' '}
      {t('windows.measured', { uncertainty: formats.margin(clock.uncertaintyMs), method: knownText(`clockMethod.${clock.method}`, clock.method) })}
    </p>
  );
}
