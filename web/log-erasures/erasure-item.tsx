import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogErasure } from '../api/api-types.ts';
import { EntryLink } from '../audit/entry-link.tsx';
import { formatInstant } from '../formats/instant-format.ts';
import { Link } from '../routing/link.tsx';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { FactList } from '../ui/fact-list.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import { ErasureDecision } from './erasure-decision.tsx';
import { placesText } from './erasure-draft.ts';
import styles from './erasure-item.module.css';

/** What an erasure takes, in words; once an account's was decided, nobody knows any more whose it was. */
function useSubjectText(): (erasure: LogErasure) => string {
  const { t } = useTranslation();
  return ({ user, entries }) => {
    if (user !== null) return t('logErasure.ofAccount', { name: user.username });
    return entries.length === 0 ? t('logErasure.ofForgotten') : t('logErasure.ofEntries', { count: entries.length });
  };
}

/** One erasure: of what, under what, who asked and who decided; whoever may decide does it here. */
export function ErasureItem({ erasure }: { readonly erasure: LogErasure }): ReactElement {
  const { t } = useTranslation();
  const headingId = useId();
  const may = useMay();
  const { username } = useCurrentUser();
  const subject = useSubjectText()(erasure);
  const state = erasure.decision ?? 'waiting';
  const isWaiting = erasure.decision === null;
  const mayDecide = may('erasure.decide') && erasure.askedBy !== username;
  return (
    <li className={cards.item} aria-labelledby={headingId}>
      <div className={cards.head}>
        <h3 id={headingId} className={cards.name}>
          {subject}
        </h3>
        <ToneTag tone={({ waiting: 'warn', approve: 'good', refuse: 'plain' } as const)[state]}>{t(`logErasure.state.${state}`)}</ToneTag>
      </div>
      <ErasureFacts erasure={erasure} />
      {isWaiting && erasure.user !== null && may('audit.read') && (
        <Link to="/audit" search={{ actor: erasure.user.id }}>
          {t('logErasure.lookAtActor')}
        </Link>
      )}
      {isWaiting && may('audit.read') && <Entries seqs={erasure.entries} />}
      {isWaiting && !mayDecide && <p className={cards.quiet}>{t('logErasure.waitsForSecond')}</p>}
      {isWaiting && mayDecide && <ErasureDecision erasure={erasure} subject={subject} />}
    </li>
  );
}

/** Each entry to look at before it is decided. */
function Entries({ seqs }: { readonly seqs: readonly number[] }): ReactElement | null {
  const { t } = useTranslation();
  if (seqs.length === 0) return null;
  return (
    <nav className={styles.entries} aria-label={t('logErasure.entries')}>
      {seqs.map((seq) => (
        <EntryLink key={seq} seq={seq} />
      ))}
    </nav>
  );
}

function ErasureFacts({ erasure }: { readonly erasure: LogErasure }): ReactElement {
  const { t } = useTranslation();
  const { entries, basis, subjectRequest, reason, askedBy, askedAt, decision, decidedBy, decidedAt, eventCount } = erasure;
  const decided = decidedBy === null || decidedAt === null ? null : t('logErasure.byAt', { name: decidedBy, at: formatInstant(decidedAt) });
  return (
    <FactList
      facts={[
        { name: t('logErasure.entries'), value: entries.length === 0 ? null : placesText(entries) },
        { name: t('logErasure.basis'), value: t(`logErasure.bases.${basis}`) },
        {
          name: t('logErasure.request'),
          value:
            subjectRequest &&
            t('logErasure.requestValue', {
              kind: t(`subjectRequests.kinds.${subjectRequest.kind}`),
              at: formatInstant(subjectRequest.receivedAt),
              organisation: subjectRequest.organisationName,
              state: t(`subjectRequests.states.${subjectRequest.state}`),
            }),
        },
        { name: t('logErasure.reason'), value: reason },
        { name: t('logErasure.askedBy'), value: t('logErasure.byAt', { name: askedBy, at: formatInstant(askedAt) }) },
        { name: t(decision === 'refuse' ? 'logErasure.refusedBy' : 'logErasure.approvedBy'), value: decided },
        { name: t('logErasure.eventCount'), value: eventCount === null ? null : String(eventCount) },
      ]}
    />
  );
}
