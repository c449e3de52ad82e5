import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceState } from '../api/api-types.ts';
import { useFormats } from '../formats/use-formats.ts';
import cards from '../ui/card-list.module.css';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './service.module.css';

const COUNTS = ['waiting', 'active', 'delayed', 'failed'] as const;

/** How many jobs stand in each queue; says so when the queue doesn't answer. */
export function QueueTable({ queues }: { readonly queues: ServiceState['queues'] }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <SectionCard title={t('serviceState.queues')}>
      {queues === null ? (
        <p className={cards.line}>{t('serviceState.noQueue')}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('serviceState.queue')}</th>
              {COUNTS.map((count) => (
                <th key={count} scope="col" className={styles.number}>
                  {t(`serviceState.count.${count}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {queues.map((queue) => (
              <tr key={queue.name}>
                <th scope="row">{t(`serviceState.queueName.${queue.name}`)}</th>
                {COUNTS.map((count) => (
                  <td key={count} className={styles.number}>
                    {formats.number(queue[count])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </SectionCard>
  );
}
