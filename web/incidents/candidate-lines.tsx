import { Button, Group, Text } from '@mantine/core';
import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate, Incident } from '../api/api-types.ts';
import { isRequestable, seesWithFootage } from '../requests/many-requests.ts';
import { ManyRequestsForm } from '../requests/many-requests-form.tsx';
import { isLiveRequest } from '../requests/use-request-text.ts';
import { useIncidentRequests } from '../requests/use-requests.ts';
import { useMay } from '../session/session-context.ts';
import { IntervalTable } from '../ui/interval-table.tsx';
import { CandidateOverview, type CandidateChoice } from './candidate-overview.tsx';
import { candidateFootageParts, candidateHealthParts } from './candidate-parts.ts';
import { useCandidateWords } from './use-candidate-words.ts';

interface CandidateLinesProps {
  readonly incident: Incident;
  /** In the order of the cards; at least one. */
  readonly candidates: readonly Candidate[];
  readonly selectedId: string | null;
  readonly onSelect: (cameraId: string) => void;
}

/** All candidates on one line of time, and asking for the footage of several of them in one act. */
export function CandidateLines({ incident, candidates, selectedId, onSelect }: CandidateLinesProps): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<readonly Candidate[] | null>(null);
  const mayAsk = may('request.create') && incident.mergedInto === null;
  const chosen = candidates.filter(({ cameraId }) => chosenIds.has(cameraId));
  const waiting = useAskedCameras(incident.id);
  const choice: CandidateChoice = {
    chosenIds,
    canChoose: isRequestable,
    onChoose: (cameraId, isChosen) => setChosenIds((before) => new Set(isChosen ? [...before, cameraId] : [...before].filter((id) => id !== cameraId))),
  };
  useEffect(() => {
    performance.mark('candidates-drawn');
  }, []);
  const worthAsking = candidates.filter((each) => isRequestable(each) && seesWithFootage(each) && !waiting.has(each.cameraId));
  const done = () => {
    setAsked(null);
    setChosenIds(new Set());
  };
  return (
    <>
      {mayAsk && asked === null && (
        <Group gap="xs">
          {worthAsking.length === 0 ? (
            <Text size="sm">{t('manyRequests.noneWorthAsking')}</Text>
          ) : (
            <Button size="sm" variant="default" onClick={() => setChosenIds(new Set(worthAsking.map(({ cameraId }) => cameraId)))}>
              {t('manyRequests.chooseAll')}
            </Button>
          )}
          {chosen.length > 0 && (
            <>
              <Button size="sm" variant="default" onClick={() => setChosenIds(new Set())}>
                {t('manyRequests.chooseNone')}
              </Button>
              <Button size="sm" onClick={() => setAsked(chosen)}>
                {t('manyRequests.choose', { count: chosen.length })}
              </Button>
            </>
          )}
        </Group>
      )}
      {asked !== null && <ManyRequestsForm incident={incident} candidates={asked} onDone={done} />}
      <CandidateOverview candidates={candidates} selectedId={selectedId} onSelect={onSelect} {...(mayAsk && asked === null && { choice })} />
      <PartsTable candidates={candidates} />
    </>
  );
}

/** Cameras of an incident of which something is asked for or open already. */
function useAskedCameras(incidentId: string): ReadonlySet<string> {
  const { data: requests } = useIncidentRequests(incidentId);
  return new Set(requests?.filter((request) => isLiveRequest(request, Date.now())).map(({ cameraId }) => cameraId));
}

function PartsTable({ candidates }: { readonly candidates: readonly Candidate[] }): ReactElement {
  const { t } = useTranslation();
  const wordsOf = useCandidateWords();
  const rows = candidates.flatMap((candidate) => {
    const words = wordsOf(candidate);
    return [...candidateFootageParts(candidate, words), ...candidateHealthParts(candidate, words)].map((part) => ({ ...part, group: candidate.cameraName }));
  });
  return <IntervalTable caption={t('overview.table')} what={t('footage.what')} rows={rows} />;
}
