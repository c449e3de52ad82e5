import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../routing/link.tsx';
import { requestNeedsSecond } from '../../domain/requests/request-rule.ts';
import type { Incident } from '../api/api-types.ts';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { RequestItem } from './request-item.tsx';
import { isOpenRequest } from './use-request-text.ts';
import { useIncidentRequests } from './use-requests.ts';

/** What was asked for, for an incident, and what became of it. */
export function RequestPanel({ incident }: { readonly incident: Incident }): ReactElement {
  const { t } = useTranslation();
  const requests = useIncidentRequests(incident.id);
  const may = useMay();
  const { id: userId } = useCurrentUser();
  const isWatchable = may('media.open') && requests.data?.some((request) => request.requestedBy.id === userId && isOpenRequest(request, Date.now()));
  return (
    <SectionCard title={t('request.title')}>
      {isWatchable === true && (
        <Link to="/incidents/$incidentId/watch" params={{ incidentId: incident.id }}>
          {t('player.open')}
        </Link>
      )}
      {requestNeedsSecond(incident) && <Text>{t('request.gathering')}</Text>}
      <QueryView query={requests}>
        {(found) =>
          found.length === 0 ? (
            <Text>{t('request.none')}</Text>
          ) : (
            <ul className={cards.list}>
              {found.map((request) => (
                <RequestItem key={request.id} request={request} withoutIncident />
              ))}
            </ul>
          )
        }
      </QueryView>
    </SectionCard>
  );
}
