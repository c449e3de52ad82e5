import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from '@tanstack/react-router';
import type { Incident } from '../api/api-types.ts';
import { isApiProblem } from '../api/api-problem.ts';
import { PackagePanel } from '../packages/package-panel.tsx';
import { RequestPanel } from '../requests/request-panel.tsx';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { PageOf } from '../ui/page-of.tsx';
import { ApprovalPanel } from './approval-panel.tsx';
import { CandidatePanel } from './candidate-panel.tsx';
import { HoldPanel } from './hold-panel.tsx';
import { IncidentFacts } from './incident-facts.tsx';
import { MergedNotice } from './merged-notice.tsx';
import { NearbyPanel } from './nearby-panel.tsx';
import { RoutePanel } from './route-panel.tsx';
import { type CandidateOrder, useCandidatePages, useCategoryName, useIncident } from './use-incidents.ts';

/** `/incidents/$incidentId`: an incident and every camera that could have seen it. */
export function IncidentPage(): ReactElement {
  const { t } = useTranslation();
  const { incidentId } = useParams({ from: '/_app/incidents/$incidentId' });
  const incident = useIncident(incidentId);
  const may = useMay();
  if (!may('incident.read')) return <NotAllowedPage />;
  return (
    <PageOf query={incident} pendingTitle={t('incidentList.title')}>
      {(found) => <IncidentSections key={found.id} incident={found} />}
    </PageOf>
  );
}

function IncidentSections({ incident }: { readonly incident: Incident }): ReactElement {
  const may = useMay();
  const categoryName = useCategoryName();
  const [order, setOrder] = useState<CandidateOrder>('score');
  const candidates = useCandidatePages(incident.id, order, may('incident.candidates') && !incident.approvalRequired);
  const name = categoryName(incident.category);
  const heading = (
    <>
      {name} – <span style={{ whiteSpace: 'nowrap' }}>{incident.referenceNumber}</span>
    </>
  );
  const refused = incident.approvalRequired || isApiProblem(candidates.error, 'approval_required');
  return (
    <PageFrame title={`${name} – ${incident.referenceNumber}`} heading={heading}>
      <MergedNotice incident={incident} />
      <IncidentFacts incident={incident} />
      <NearbyPanel incident={incident} />
      <ApprovalPanel incident={incident} required={refused} />
      {may('incident.candidates') && !refused && <CandidatePanel incident={incident} pages={candidates} order={order} onOrder={setOrder} />}
      {may('request.read') && <RequestPanel incident={incident} />}
      {may('package.read') && <PackagePanel incident={incident} />}
      {may('hold.read') && <HoldPanel incident={incident} />}
      {(may('route.search') || may('incident.approve')) && <RoutePanel incident={incident} />}
    </PageFrame>
  );
}
