import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from '@tanstack/react-router';
import type { Incident, IncidentCreate } from '../api/api-types.ts';
import { createIncident } from '../api/incident-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { emptyIncidentDraft, incidentOfDraft, type IncidentDraft } from './incident-draft.ts';
import { IncidentForm } from './incident-form.tsx';

/** `/incidents/new`: enters an incident and goes on to the cameras that could have seen it. */
export function IncidentCreatePage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const creation = useCreateIncident();
  const [initial] = useState(() => emptyIncidentDraft(Date.now()));
  const save = (draft: IncidentDraft) => {
    const incident = incidentOfDraft(draft);
    if (incident !== null) creation.mutate(incident);
  };
  if (!may('incident.create')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('incidentForm.title')}>
      <IncidentForm initial={initial} submitLabel={t('incidentForm.create')} isSaving={creation.isPending} error={creation.error} onSubmit={save} />
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
      await navigate({ to: '/incidents/$incidentId', params: { incidentId: created.id } });
    },
  });
}
