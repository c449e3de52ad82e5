import { Alert, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from '@tanstack/react-router';
import { Link } from '../routing/link.tsx';
import type { FootageRequest, Incident } from '../api/api-types.ts';
import { useIncident } from '../incidents/use-incidents.ts';
import { PackagePanel } from '../packages/package-panel.tsx';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { PageOf } from '../ui/page-of.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { CameraChoice, MOST_CAMERAS } from './camera-choice.tsx';
import { OpenedCameras } from './opened-cameras.tsx';
import { useOpenRequests } from './use-open-requests.ts';

/** `/incidents/:incidentId/watch`: all that own requests of a case open, side by side at one moment of true time, until it is taken back. */
export function CasePlayerPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { incidentId } = useParams({ from: '/_app/incidents/$incidentId/watch' });
  const incident = useIncident(incidentId);
  if (!may('media.open') || !may('incident.read')) return <NotAllowedPage />;
  return (
    <PageOf query={incident} pendingTitle={t('player.title')}>
      {(found) => <CasePlayer key={found.id} incident={found} />}
    </PageOf>
  );
}

function CasePlayer({ incident }: { readonly incident: Incident }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { query, open, lost } = useOpenRequests(incident.id);
  return (
    <PageFrame title={t('player.titleOf', { reference: incident.referenceNumber })}>
      <p>
        <Link to="/incidents/$incidentId" params={{ incidentId: incident.id }}>
          {t('player.back')}
        </Link>
      </p>
      <LostAccess lost={lost} />
      <QueryView query={query}>
        {() => (open.length === 0 ? <Text>{t('player.nothingOpen')}</Text> : <ChosenCameras incident={incident} open={open} />)}
      </QueryView>
      {may('package.read') && <PackagePanel incident={incident} />}
    </PageFrame>
  );
}

/** What was on the page and no longer may be. */
function LostAccess({ lost }: { readonly lost: readonly FootageRequest[] }): ReactElement | null {
  const { t } = useTranslation();
  if (lost.length === 0) return null;
  return (
    <Alert role="alert" color="red" title={t('player.lost')}>
      <ul>
        {lost.map(({ id, cameraName }) => (
          <li key={id}>{cameraName}</li>
        ))}
      </ul>
      <Link to="/requests">{t('watch.back')}</Link>
    </Alert>
  );
}

function ChosenCameras({ incident, open }: { readonly incident: Incident; readonly open: readonly FootageRequest[] }): ReactElement {
  const [wanted, setWanted] = useState<readonly string[] | null>(null);
  const cameras = [...new Map(open.map(({ cameraId, cameraName }) => [cameraId, { id: cameraId, name: cameraName }])).values()];
  const still = wanted?.filter((id) => cameras.some((camera) => camera.id === id)) ?? [];
  const chosenIds = still.length > 0 ? still : cameras.slice(0, MOST_CAMERAS).map(({ id }) => id);
  return (
    <>
      <CameraChoice cameras={cameras} chosenIds={chosenIds} onChoose={setWanted} />
      <OpenedCameras incident={incident} requests={open.filter(({ cameraId }) => chosenIds.includes(cameraId))} />
    </>
  );
}
