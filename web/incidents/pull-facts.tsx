import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FootagePull } from '../api/api-types.ts';
import { formatInstant, formatInterval } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useKnownText } from '../ui/use-known-text.ts';
import styles from './hold-panel.module.css';

const SHOWN_GAPS = 5;

/** How a pull of footage fares or ended, what is missing and why, and who asked for it. */
export function PullFacts({ pull }: { readonly pull: FootagePull }): ReactElement {
  const { t } = useTranslation();
  const knownText = useKnownText();
  const { problem, nextTryAt, requestedBy } = pull;
  return (
    <>
      <span role="status">{usePullText()(pull)}</span>
      {problem !== null && <span>{knownText(`pull.problem.${problem.code}`, problem.message)}</span>}
      {nextTryAt !== null && <span>{t('pull.nextTry', { at: formatInstant(nextTryAt) })}</span>}
      {pull.notes.map((note) => (
        <span key={note} className={styles.quiet}>
          {knownText(`pull.note.${note}`, note)}
        </span>
      ))}
      {pull.gaps.length > 0 && <Gaps gaps={pull.gaps} />}
      <span className={styles.quiet}>
        {requestedBy === null
          ? t('pull.automatic', { at: formatInstant(pull.requestedAt) })
          : t('pull.by', { name: requestedBy.username, at: formatInstant(pull.requestedAt) })}
      </span>
    </>
  );
}

function usePullText(): (pull: FootagePull) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ state, segmentCount, byteLength, progress }) =>
    t(`pull.state.${state === 'done' && segmentCount === 0 ? 'nothing' : state}`, { percent: formats.ratio(progress), size: formats.bytes(byteLength) });
}

function Gaps({ gaps }: Pick<FootagePull, 'gaps'>): ReactElement {
  const { t } = useTranslation();
  return (
    <div>
      {t('pull.gaps')}
      <ul style={{ margin: 0, paddingLeft: '1.2rem' }}>
        {gaps.slice(0, SHOWN_GAPS).map(({ from, to }) => (
          <li key={from}>{formatInterval(from, to, true)}</li>
        ))}
        {gaps.length > SHOWN_GAPS && <li>{t('pull.moreGaps', { count: gaps.length - SHOWN_GAPS })}</li>}
      </ul>
    </div>
  );
}
