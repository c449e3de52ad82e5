import { NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { INCIDENT_OUTCOMES } from '../../domain/incident-terms.ts';
import type { Incident } from '../api/api-types.ts';
import { setIncidentOutcome } from '../api/incident-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatInstant, formatInterval } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import { FactList } from '../ui/fact-list.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { useKnownText } from '../ui/use-known-text.ts';

/** What was entered about an incident, when and by whom. */
export function IncidentFacts({ incident }: { readonly incident: Incident }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const may = useMay();
  const knownText = useKnownText();
  const mayChange = may('incident.update') && incident.mergedInto === null;
  const limit = limitOf(incident);
  const [lonDeg = 0, latDeg = 0] = incident.location.coordinates;
  return (
    <SectionCard title={t('incident.title')}>
      <FactList
        facts={[
          { name: t('incident.occurred'), value: formatInterval(incident.occurredFrom, incident.occurredTo) },
          {
            name: t('incident.place'),
            value: t('incident.placeValue', { position: `${latDeg.toFixed(6)}, ${lonDeg.toFixed(6)}`, radius: formats.distance(incident.uncertaintyM) }),
          },
          { name: t('incident.unit'), value: incident.unitName ?? t('incident.noUnit') },
          { name: t('incident.summary'), value: incident.summary === '' ? null : incident.summary },
          { name: t('incident.outcome'), value: mayChange ? null : t(`outcome.${incident.outcome}`) },
          { name: t('incident.limits'), value: limit === null ? null : t(`incident.limit.${limit}`) },
          { name: t('incident.reported'), value: formatInstant(incident.reportedAt) },
          {
            name: t('incident.entered'),
            value: t('incident.enteredValue', {
              at: formatInstant(incident.recordedAt),
              name: incident.enteredBy?.username ?? incident.alarmPoint?.name ?? '',
            }),
          },
        ]}
      />
      {incident.warnings.map(({ code, message }) => (
        <p key={code} role="note" style={{ margin: 0, fontWeight: 600 }}>
          {knownText(`incidentWarning.${code}`, message)}
        </p>
      ))}
      {mayChange && <OutcomeSelect incident={incident} />}
      {mayChange && (
        <Link to="/incidents/$incidentId/edit" params={{ incidentId: incident.id }}>
          {t('incident.edit')}
        </Link>
      )}
    </SectionCard>
  );
}

/** Which limits hold beyond the ordinary ones. */
function limitOf({ wasGathering, nearGathering }: Incident): 'gathering' | 'nearGathering' | null {
  if (wasGathering) return 'gathering';
  return nearGathering ? 'nearGathering' : null;
}

function OutcomeSelect({ incident }: { readonly incident: Incident }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: (outcome: Incident['outcome']) => setIncidentOutcome(incident.id, outcome),
    onSuccess: (changed) => client.setQueryData(queryKeys.incident(incident.id), changed),
  });
  return (
    <>
      <NativeSelect
        maw={320}
        label={t('incident.outcome')}
        value={saving.isPending ? saving.variables : incident.outcome}
        disabled={saving.isPending}
        onChange={(event) => saving.mutate(INCIDENT_OUTCOMES.find((known) => known === event.currentTarget.value) ?? incident.outcome)}
        data={INCIDENT_OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))}
      />
      {saving.error && <ProblemView error={saving.error} />}
    </>
  );
}
