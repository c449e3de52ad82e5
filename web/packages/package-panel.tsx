import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../api/api-types.ts';
import { useIncidentRequests } from '../requests/use-requests.ts';
import { isOpenRequest } from '../requests/use-request-text.ts';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { PackageList } from './package-list.tsx';
import { PackageOrder } from './package-order.tsx';

/** Evidence packages of an incident: those that were ordered, and ordering another one of what own requests open. */
export function PackagePanel({ incident }: { readonly incident: Incident }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { id: userId } = useCurrentUser();
  const requests = useIncidentRequests(incident.id);
  return (
    <SectionCard title={t('package.title')}>
      {may('package.create') && (
        <QueryView query={requests}>
          {(all) => {
            const open = all.filter((request) => request.requestedBy.id === userId && isOpenRequest(request, Date.now()));
            return open.length === 0 ? <Text>{t('package.needsRequest')}</Text> : <PackageOrder incidentId={incident.id} requests={open} />;
          }}
        </QueryView>
      )}
      <PackageList incidentId={incident.id} />
    </SectionCard>
  );
}
