import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceState } from '../api/api-types.ts';
import { formatInstantSeconds } from '../formats/instant-format.ts';
import cards from '../ui/card-list.module.css';
import { SectionCard } from '../ui/section-card.tsx';
import { useKnownText } from '../ui/use-known-text.ts';

/** Jobs of the last day that were given up, the newest first; why in our words where the reason is a code that has some. */
export function FailureList({ failures }: { readonly failures: ServiceState['failures'] }): ReactElement {
  const { t } = useTranslation();
  const knownText = useKnownText();
  return (
    <SectionCard title={t('serviceState.failures')}>
      {failures.length === 0 && <p className={cards.line}>{t('serviceState.noFailures')}</p>}
      <ul className={cards.list}>
        {failures.map(({ queue, name, failedAt, attempts, reason }) => (
          <li key={`${queue} ${name} ${failedAt}`} className={cards.item}>
            <h3 className={cards.name}>{knownText(`jobName.${name}`, name)}</h3>
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
