import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceState } from '../api/api-types.ts';
import { formatInstant, formatInstantSeconds } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import cards from '../ui/card-list.module.css';
import { SectionCard } from '../ui/section-card.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';

/** The processes that do the work, also those that went quiet lately. */
export function WorkerList({ workers }: { readonly workers: ServiceState['workers'] }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <SectionCard title={t('serviceState.workers')}>
      {workers.length === 0 && <p className={cards.line}>{t('serviceState.noWorkers')}</p>}
      <ul className={cards.list}>
        {workers.map(({ id, isAlive, startedAt, beatAt, jobsDone }) => (
          <li key={id} className={cards.item}>
            <div className={cards.head}>
              <h3 className={cards.name}>{t('serviceState.worker', { id: id.slice(-6) })}</h3>
              <ToneTag tone={isAlive ? 'good' : 'bad'}>{t(isAlive ? 'serviceState.alive' : 'serviceState.quiet')}</ToneTag>
            </div>
            <p className={cards.quiet}>
              {t('serviceState.workerFacts', { since: formatInstant(startedAt), beat: formatInstantSeconds(beatAt), jobs: formats.number(jobsDone) })}
            </p>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}
