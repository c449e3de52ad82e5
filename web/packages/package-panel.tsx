import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../api/api-types.ts';
import { useIncidentRequests } from '../requests/use-requests.ts';
import { isOpenRequest } from '../requests/use-request-text.ts';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import { SectionCard } from '../ui/section-card.tsx';
import { PackageList } from './package-list.tsx';
import { PackageOrder } from './package-order.tsx';

/** Evidence packages of an incident: those that were ordered, and ordering another one of what own requests open. */
export function PackagePanel({ incident }: { readonly incident: Incident }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { id: userId } = useCurrentUser();
  const { data: requests } = useIncidentRequests(incident.id);
  const open = requests?.filter((request) => request.requestedBy.id === userId && isOpenRequest(request, Date.now())) ?? [];
  return (
    <SectionCard title={t('package.title')}>
      {may('package.create') && requests !== undefined && open.length === 0 && <Text>{t('package.needsRequest')}</Text>}
      {may('package.create') && open.length > 0 && <PackageOrder incidentId={incident.id} requests={open} />}
      <PackageList incidentId={incident.id} />
    </SectionCard>
  );
}
