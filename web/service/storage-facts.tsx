import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceState } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { FactList } from '../ui/fact-list.tsx';
import { SectionCard } from '../ui/section-card.tsx';

/** Where the figures of overdue cameras stop. */
const MOST_COUNTED = 10_000;

/** Database, disk, and what else is counted. */
export function StorageFacts({ state }: { readonly state: ServiceState }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const { database, disk, cameras, messages, version, startedAt } = state;
  const overdue = formats.number(cameras.overduePings);
  return (
    <>
      <SectionCard title={t('serviceState.storage')}>
        <FactList
          facts={[
            { name: t('serviceState.freeSpace'), value: disk.freeBytes === null ? t('serviceState.unlimited') : formats.bytes(disk.freeBytes) },
            { name: t('serviceState.databaseSize'), value: formats.bytes(database.sizeBytes) },
            { name: t('serviceState.databaseVersion'), value: `PostgreSQL ${database.version}, PostGIS ${database.postgisVersion}` },
            { name: t('serviceState.connections'), value: formats.number(database.connections) },
            { name: t('serviceState.migration'), value: String(database.migration) },
          ]}
        />
      </SectionCard>
      <SectionCard title={t('serviceState.more')}>
        <FactList
          facts={[
            { name: t('serviceState.overduePings'), value: cameras.overduePings >= MOST_COUNTED ? t('serviceState.orMore', { count: MOST_COUNTED }) : overdue },
            { name: t('serviceState.messagesWaiting'), value: formats.number(messages.waiting) },
            { name: t('serviceState.messagesFailed'), value: formats.number(messages.failedLastDay) },
            { name: t('serviceState.version'), value: t('serviceState.versionSince', { version, since: formatInstant(startedAt) }) },
          ]}
        />
      </SectionCard>
    </>
  );
}
