import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { linkOptions, useNavigate, useParams } from '@tanstack/react-router';
import type { Incident } from '../api/api-types.ts';
import { patchIncident } from '../api/incident-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { PageOf } from '../ui/page-of.tsx';
import { changeOfDraft, draftOfIncident, type IncidentChange } from './incident-draft.ts';
import { IncidentForm } from './incident-form.tsx';
import { useIncident } from './use-incidents.ts';

/** `/incidents/$incidentId/edit`: corrects what was entered; what was there before stays in the log. */
export function IncidentEditPage(): ReactElement {
  const { t } = useTranslation();
  const { incidentId } = useParams({ from: '/_app/incidents/$incidentId/edit' });
  const incident = useIncident(incidentId);
  const may = useMay();
  if (!may('incident.update')) return <NotAllowedPage />;
  return (
    <PageOf query={incident} pendingTitle={t('incidentList.title')}>
      {(found) => <IncidentEditor key={found.id} incident={found} />}
    </PageOf>
  );
}

function IncidentEditor({ incident }: { readonly incident: Incident }): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  // what was there when the form was opened: a live update must neither overwrite what is typed nor count as a change of it
  const [before] = useState(() => draftOfIncident(incident));
  const saving = useChangeIncident(incident.id);
  const back = linkOptions({ to: '/incidents/$incidentId', params: { incidentId: incident.id } });
  return (
    <PageFrame title={t('incidentForm.editTitle', { number: incident.referenceNumber })} aside={<Link {...back}>{t('incidentForm.back')}</Link>}>
      <Text>{t('incidentForm.editHint')}</Text>
      <IncidentForm
        initial={before}
        submitLabel={t('cameraForm.save')}
        isSaving={saving.isPending}
        error={saving.error}
        onSubmit={(draft) => {
          const change = changeOfDraft(before, draft);
          if (change === null) void navigate(back);
          else saving.mutate(change);
        }}
      />
    </PageFrame>
  );
}

function useChangeIncident(incidentId: string) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (change: IncidentChange) => patchIncident(incidentId, change),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.incident(incidentId) }),
        client.invalidateQueries({ queryKey: queryKeys.incidentLists }),
      ]);
      await navigate({ to: '/incidents/$incidentId', params: { incidentId } });
    },
  });
}
