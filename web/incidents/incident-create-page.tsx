import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from '@tanstack/react-router';
import type { Incident, IncidentCreate } from '../api/api-types.ts';
import { createIncident } from '../api/incident-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import type { Language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { emptyIncidentDraft, incidentOfDraft, type IncidentDraft } from './incident-draft.ts';
import { IncidentForm } from './incident-form.tsx';
import { candidatePages } from './use-incidents.ts';

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
  useEffect(() => {
    // what comes next is there by the time that the incident is saved
    // a page that can't be fetched now is fetched when it is asked for
    void Promise.all([import('./incident-page.tsx'), import('../map/candidate-map.tsx')]).catch(() => undefined);
  }, []);
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
  const may = useMay();
  const lang = useLanguage();
  return useMutation({
    mutationFn: (incident: IncidentCreate) => createIncident(incident, keyOf(incident)),
    onSuccess: async (created: Incident) => {
      performance.mark('incident-saved');
      client.setQueryData(queryKeys.incident(created.id), created);
      void client.invalidateQueries({ queryKey: queryKeys.incidentLists });
      if (may('incident.candidates') && !created.approvalRequired) void prefetchCandidates(client, created.id, lang);
      await navigate({ to: '/incidents/$incidentId', params: { incidentId: created.id } });
    },
  });
}

/** Asks for the candidates while their page opens. */
async function prefetchCandidates(client: QueryClient, incidentId: string, lang: Language): Promise<void> {
  const { queryKey, fetchPage } = candidatePages(incidentId, 'score', lang);
  await client.prefetchInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
  });
}
