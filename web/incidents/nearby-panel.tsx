import { Button, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident, NearbyIncident } from '../api/api-types.ts';
import { listNearby, mergeIncident } from '../api/hold-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatInterval } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './hold-panel.module.css';
import { ReasonForm } from './reason-form.tsx';
import { useCategoryName } from './use-incidents.ts';

/** Incidents that may be reports of the same one, with the way to merge this one into them; nothing when there are none. */
export function NearbyPanel({ incident }: { readonly incident: Incident }): ReactElement | null {
  const { t } = useTranslation();
  const nearby = useQuery({
    queryKey: queryKeys.nearby(incident.id),
    queryFn: ({ signal }) => listNearby(incident.id, signal),
    enabled: incident.mergedInto === null,
  });
  if (incident.mergedInto !== null) return null;
  if (nearby.isError && nearby.data === undefined)
    return (
      <SectionCard title={t('nearby.title')}>
        <ProblemView error={nearby.error} onRetry={() => void nearby.refetch()} />
      </SectionCard>
    );
  if (!nearby.data?.length) return null;
  return (
    <SectionCard title={t('nearby.title')}>
      <Text>{t('nearby.text')}</Text>
      <ul className={styles.list}>
        {nearby.data.map((near) => (
          <NearbyItem key={near.incident.id} incident={incident} near={near} />
        ))}
      </ul>
    </SectionCard>
  );
}

function NearbyItem({ incident, near }: { readonly incident: Incident; readonly near: NearbyIncident }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const categoryName = useCategoryName();
  const other = near.incident;
  const gap = near.gapSeconds === 0 ? t('nearby.overlaps') : t('nearby.apart', { duration: formats.duration(near.gapSeconds * 1000) });
  return (
    <li className={styles.item}>
      <Link to="/incidents/$incidentId" params={{ incidentId: other.id }}>
        {categoryName(other.category)} – {other.referenceNumber}
      </Link>
      <span>{formatInterval(other.occurredFrom, other.occurredTo)}</span>
      <span className={styles.quiet}>{t('nearby.facts', { distance: formats.distance(near.distanceM), gap })}</span>
      {other.summary !== '' && <span>{other.summary}</span>}
      <MergeAction incident={incident} near={near} />
    </li>
  );
}

function MergeAction({ incident, near }: { readonly incident: Incident; readonly near: NearbyIncident }): ReactElement | null {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  if (!may('incident.update')) return null;
  if (incident.mergedFrom.length > 0) return <span className={styles.quiet}>{t('nearby.mergeThere')}</span>;
  if (!near.mergeable) return <span className={styles.quiet}>{t('nearby.notMergeable')}</span>;
  if (!asking) {
    return (
      <Button
        size="sm"
        variant="default"
        style={{ justifySelf: 'start' }}
        aria-label={t('nearby.mergeLabel', { number: near.incident.referenceNumber })}
        onClick={() => setAsking(true)}
      >
        {t('nearby.merge')}
      </Button>
    );
  }
  const merge = async (reason: string) => {
    await mergeIncident(incident.id, near.incident.id, reason);
    await client.invalidateQueries({ queryKey: queryKeys.incident(incident.id) });
    await client.invalidateQueries({ queryKey: queryKeys.incident(near.incident.id) });
  };
  return <ReasonForm label={t('nearby.mergeReason')} save={t('nearby.merge')} onSave={merge} onDone={() => setAsking(false)} />;
}
