import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hold, Incident } from '../api/api-types.ts';
import { listIncidentHolds } from '../api/hold-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { HoldItem } from './hold-item.tsx';
import styles from './hold-panel.module.css';
import { isOpenHold } from './use-hold-text.ts';

/** What is held for an incident, until when and by whom, and what no longer is. */
export function HoldPanel({ incident }: { readonly incident: Incident }): ReactElement {
  const { t } = useTranslation();
  const holds = useQuery({ queryKey: queryKeys.holds(incident.id), queryFn: ({ signal }) => listIncidentHolds(incident.id, signal) });
  return (
    <SectionCard title={t('hold.title')}>
      <QueryView query={holds}>{(found) => <HoldLists incident={incident} holds={found} />}</QueryView>
    </SectionCard>
  );
}

function HoldLists({ incident, holds }: { readonly incident: Incident; readonly holds: readonly Hold[] }): ReactElement {
  const { t } = useTranslation();
  const open = holds.filter(isOpenHold);
  const ended = holds.filter((hold) => !isOpenHold(hold));
  const isAnyHeld = open.some(({ state }) => state === 'held');
  return (
    <>
      {incident.wasGathering && <Text>{t('hold.noneGathering')}</Text>}
      {incident.nearGathering && <Text>{t('hold.noneNearGathering')}</Text>}
      {!incident.wasGathering && incident.approvalRequired && <Text>{t('hold.noneApproval')}</Text>}
      {isAnyHeld ? <Text className={styles.quiet}>{t('hold.whatItMeans')}</Text> : <Text>{t('hold.none')}</Text>}
      {open.length > 0 && <HoldList incident={incident} holds={open} />}
      {ended.length > 0 && (
        <details className={styles.ended}>
          <summary>{t('hold.ended', { count: ended.length })}</summary>
          <HoldList incident={incident} holds={ended} />
        </details>
      )}
    </>
  );
}

function HoldList({ incident, holds }: { readonly incident: Incident; readonly holds: readonly Hold[] }): ReactElement {
  return (
    <ul className={styles.list}>
      {holds.map((hold) => (
        <HoldItem key={hold.id} incident={incident} hold={hold} />
      ))}
    </ul>
  );
}
