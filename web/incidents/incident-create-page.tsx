import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Incident, IncidentCreate } from '../api/api-types.ts';
import { createIncident } from '../api/incident-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { IncidentForm } from './incident-form.tsx';

/** `/incidents/new`: enters an incident and goes on to the cameras that could have seen it. */
export function IncidentCreatePage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const creation = useCreateIncident();
  if (!may('incident.create')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('incidentForm.title')}>
      <IncidentForm isSaving={creation.isPending} error={creation.error} onSubmit={(incident) => creation.mutate(incident)} />
    </PageFrame>
  );
}

function useCreateIncident() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const keyOf = useCreationKey();
  return useMutation({
    mutationFn: (incident: IncidentCreate) => createIncident(incident, keyOf(incident)),
    onSuccess: async (created: Incident) => {
      client.setQueryData(queryKeys.incident(created.id), created);
      void client.invalidateQueries({ queryKey: queryKeys.incidentLists });
      await navigate(`/incidents/${created.id}`);
    },
  });
}
