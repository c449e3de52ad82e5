import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../api/api-types.ts';
import { formatInterval } from '../formats/instant-format.ts';
import { Link } from '../routing/link.tsx';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { LoadingView } from '../ui/loading-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import styles from './incident-list.module.css';
import { type IncidentListFilter, rangeOfDays } from './use-incident-filter.ts';
import { useCategoryName, useIncidentPages } from './use-incidents.ts';

/** The incidents that match, page after page. */
export function IncidentList({ filter }: { readonly filter: IncidentListFilter }): ReactElement {
  const { t } = useTranslation();
  const { category, outcome, fromDay, toDay, unitId } = filter;
  const pages = useIncidentPages({ category, outcome, unitId, ...rangeOfDays(fromDay, toDay) });
  const incidents: readonly Incident[] = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  if (pages.isPending) return <LoadingView />;
  return (
    <div aria-busy={pages.isFetching}>
      {pages.isError && <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />}
      {!pages.isError && incidents.length === 0 && (
        <EmptyView text={category || outcome || fromDay || toDay || unitId ? t('incidentList.noneFound') : t('incidentList.none')} />
      )}
      <ul className={cards.list}>
        {incidents.map((incident) => (
          <IncidentItem key={incident.id} incident={incident} />
        ))}
      </ul>
      <MoreButton pages={pages} mt="md" />
    </div>
  );
}

function IncidentItem({ incident }: { readonly incident: Incident }): ReactElement {
  const { t } = useTranslation();
  const categoryName = useCategoryName();
  return (
    <li className={styles.item}>
      <Link to="/incidents/$incidentId" params={{ incidentId: incident.id }} className={styles.link}>
        <span className={styles.head}>
          <b>{categoryName(incident.category)}</b>
          <span className={styles.number}>{incident.referenceNumber}</span>
        </span>
        <span>{formatInterval(incident.occurredFrom, incident.occurredTo)}</span>
        <span className={styles.place}>{incident.unitName ?? t('incident.noUnit')}</span>
        {incident.summary !== '' && <span className={styles.summary}>{incident.summary}</span>}
      </Link>
      <span className={styles.badges}>
        <ToneTag tone={incident.outcome === 'open' ? 'warn' : 'plain'}>{t(`outcome.${incident.outcome}`)}</ToneTag>
        {incident.approvalRequired && <ToneTag tone="bad">{t('incidentList.approvalRequired')}</ToneTag>}
      </span>
    </li>
  );
}
