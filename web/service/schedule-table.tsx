import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceState } from '../api/api-types.ts';
import { formatInstantSeconds } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { SectionCard } from '../ui/section-card.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import { useKnownText } from '../ui/use-known-text.ts';
import styles from './service.module.css';

/** What runs by the clock: how often, and when next. Those that are late stand first. */
export function ScheduleTable({ schedules }: { readonly schedules: ServiceState['schedules'] }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const knownText = useKnownText();
  const named = schedules.map((schedule) => ({ ...schedule, words: knownText(`jobName.${schedule.name}`, schedule.name) }));
  const lateFirst = named.sort((a, b) => Number(b.isLate) - Number(a.isLate) || a.words.localeCompare(b.words, 'vi'));
  return (
    <SectionCard title={t('serviceState.schedules')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('serviceState.job')}</th>
            <th scope="col">{t('serviceState.every')}</th>
            <th scope="col">{t('serviceState.next')}</th>
          </tr>
        </thead>
        <tbody>
          {lateFirst.map(({ name, words, everyMs, nextAt, isLate }) => (
            <tr key={name}>
              <th scope="row">{words}</th>
              <td>{formats.duration(everyMs)}</td>
              <td className={styles.instant}>
                {nextAt === null ? t('serviceState.unknown') : formatInstantSeconds(nextAt)} {isLate && <ToneTag tone="bad">{t('serviceState.late')}</ToneTag>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </SectionCard>
  );
}
