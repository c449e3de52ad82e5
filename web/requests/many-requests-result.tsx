import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../api/api-types.ts';
import { ToneTag } from '../ui/tone-tag.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import type { SentRequest, SentRequests } from './many-requests.ts';
import cards from '../ui/card-list.module.css';
import styles from './requests.module.css';

interface ManyRequestsResultProps {
  readonly candidates: readonly Candidate[];
  readonly sent: SentRequests;
  readonly isSending: boolean;
}

/** How each of several requests fared, in words; nothing before they are sent. */
export function ManyRequestsResult({ candidates, sent, isSending }: ManyRequestsResultProps): ReactElement {
  const { t } = useTranslation();
  const begun = candidates.flatMap((candidate) => {
    const each = sent.get(candidate.cameraId);
    return each === undefined ? [] : [{ ...candidate, each }];
  });
  const doneCount = begun.filter(({ each }) => each.state === 'sent').length;
  return (
    <>
      <p role="status" className={cards.quiet}>
        {begun.length > 0 && !isSending && t('manyRequests.sum', { done: doneCount, count: candidates.length })}
      </p>
      {begun.length > 0 && (
        <ul className={styles.terms} aria-label={t('manyRequests.results')}>
          {begun.map(({ cameraId, cameraName, each }) => (
            <li key={cameraId}>
              <b>{cameraName}</b>: <Fared sent={each} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Fared({ sent }: { readonly sent: SentRequest }): ReactElement {
  const { t } = useTranslation();
  const problemText = useProblemText();
  if (sent.state === 'sending') return <>{t('manyRequests.sending')}</>;
  if (sent.state === 'sent') return <ToneTag tone="good">{t('manyRequests.sent')}</ToneTag>;
  return (
    <>
      <ToneTag tone="bad">{t('manyRequests.notSent')}</ToneTag> {problemText(sent.error)}
    </>
  );
}
