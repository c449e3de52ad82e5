import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceState } from '../api/api-types.ts';
import { formatInstantSeconds } from '../formats/instant-format.ts';
import cards from '../ui/card-list.module.css';
import { SectionCard } from '../ui/section-card.tsx';
import { useKnownText } from '../ui/use-known-text.ts';

type Failure = ServiceState['failures'][number];

/** One of each kind and reason, the newest, and how many there were: a part that was away for a while fails many times. */
function likeFailures(failures: readonly Failure[]): readonly (Failure & { readonly count: number })[] {
  const groups = new Map<string, Failure & { readonly count: number }>();
  for (const failure of failures) {
    const kind = `${failure.queue} ${failure.name} ${failure.reason}`;
    const first = groups.get(kind);
    groups.set(kind, first === undefined ? { ...failure, count: 1 } : { ...first, count: first.count + 1 });
  }
  return [...groups.values()];
}

/** Jobs of the last day that were given up, the newest first; why in our words where the reason is a code that has some. */
export function FailureList({ failures }: { readonly failures: ServiceState['failures'] }): ReactElement {
  const { t } = useTranslation();
  const knownText = useKnownText();
  return (
    <SectionCard title={t('serviceState.failures')}>
      {failures.length === 0 && <p className={cards.line}>{t('serviceState.noFailures')}</p>}
      <ul className={cards.list}>
        {likeFailures(failures).map(({ queue, name, failedAt, attempts, reason, count }) => (
          <li key={`${queue} ${name} ${reason}`} className={cards.item}>
            <h3 className={cards.name}>
              {knownText(`jobName.${name}`, name)}
              {count > 1 && ` (${t('serviceState.failureCount', { count })})`}
            </h3>
            <p className={cards.line}>{knownText(`problem.code.${reason}`, reason === '' ? t('serviceState.noReason') : reason)}</p>
            <p className={cards.quiet}>
              {t('serviceState.failureFacts', { at: formatInstantSeconds(failedAt), attempts, queue: t(`serviceState.queueName.${queue}`) })}
            </p>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}
