import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident, RouteState } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { ApprovalForm } from './approval-form.tsx';
import { GoOnThere } from './go-on-there.tsx';
import { RouteSearch } from './route-search.tsx';
import { useRouteState } from './use-route.ts';

/** Whether and how the cameras along the roads may be searched from an incident: what is missing, who can give it, and the search. */
export function RoutePanel({ incident }: { readonly incident: Incident }): ReactElement {
  const { t } = useTranslation();
  const state = useRouteState(incident.id);
  return (
    <SectionCard title={t('route.title')}>
      <Text>{t('route.what')}</Text>
      <QueryView query={state}>{(found) => <RouteStanding incident={incident} found={found} />}</QueryView>
    </SectionCard>
  );
}

function RouteStanding({ incident, found }: { readonly incident: Incident; readonly found: RouteState }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const ready = found.state === 'ready';
  return (
    <>
      <Text fw={600}>
        {ready
          ? t('route.state.ready', { name: found.approvedBy?.username ?? '', at: found.approvedAt === null ? '' : formatInstant(found.approvedAt) })
          : t(`route.state.${found.state}`)}
      </Text>
      <EarlierSearches found={found} />
      {incident.mergedInto !== null && <GoOnThere mergedInto={incident.mergedInto} />}
      {found.state === 'approval_required' && <RouteApproval incident={incident} />}
      {ready && (may('route.search') ? <RouteSearch incident={incident} /> : <Text>{t('route.byOfficer')}</Text>)}
    </>
  );
}

function RouteApproval({ incident }: { readonly incident: Incident }): ReactElement {
  const { t } = useTranslation();
  const user = useCurrentUser();
  const may = useMay();
  if (user.id === incident.enteredBy?.id) return <Text>{t('route.notByYou')}</Text>;
  return may('incident.approve') ? <ApprovalForm incidentId={incident.id} kind="route" /> : <Text>{t('route.byCommander')}</Text>;
}

/** For whoever approves: what was searched near here, so that one search doesn't go on from another. */
function EarlierSearches({ found }: { readonly found: RouteState }): ReactElement | null {
  const { t } = useTranslation();
  const formats = useFormats();
  const shown = found.earlierSearches.filter(({ sameIncident, continues }) => !sameIncident || continues);
  if (shown.length === 0) return null;
  return (
    <div>
      <Text>{t('route.earlier')}</Text>
      <ul>
        {shown.map((search) => (
          <li key={`${search.at}${search.distanceM}`}>
            {t('route.earlierItem', {
              at: formatInstant(search.at),
              distance: formats.distance(search.distanceM),
              minutes: search.minutesApart,
              same: `${search.sameIncident ? t('route.earlierSameIncident') : ''}${search.sameOrganisation ? t('route.earlierOwn') : ''}`,
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}
