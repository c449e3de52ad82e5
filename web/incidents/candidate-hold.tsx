import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate, Incident } from '../api/api-types.ts';
import { listIncidentHolds } from '../api/hold-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useMay } from '../session/session-context.ts';
import styles from './candidate-card.module.css';
import { HoldForm } from './hold-form.tsx';
import { draftOfSpan, type HoldSpanDraft, type HoldSpanProblems, readSpanDraft, suggestedSpan } from './hold-span.ts';
import { SpanFields } from './span-fields.tsx';
import { isOpenHold, useHoldText } from './use-hold-text.ts';

interface CandidateHoldProps {
  readonly incident: Incident;
  readonly candidate: Candidate;
}

/** Until when a candidate's footage is held; the way to hold it when it isn't, for whoever may. */
export function CandidateHold({ incident, candidate }: CandidateHoldProps): ReactElement | null {
  const { t } = useTranslation();
  const may = useMay();
  const textOf = useHoldText();
  const [asking, setAsking] = useState(false);
  const holds = useQuery({
    queryKey: queryKeys.holds(incident.id),
    queryFn: ({ signal }) => listIncidentHolds(incident.id, signal),
    enabled: may('hold.read'),
  });
  const open = holds.data?.filter((hold) => hold.cameraId === candidate.cameraId && isOpenHold(hold)) ?? [];
  if (open.length > 0) return <p className={styles.verdict}>{[...new Set(open.map(textOf))].join('; ')}.</p>;
  if (!may('hold.create') || !holds.isSuccess || incident.mergedInto !== null) return null;
  if (asking) return <SpanForm incident={incident} candidate={candidate} onDone={() => setAsking(false)} />;
  return (
    <Button
      variant="default"
      size="sm"
      style={{ justifySelf: 'start' }}
      aria-label={t('hold.createLabel', { name: candidate.cameraName })}
      onClick={() => setAsking(true)}
    >
      {t('hold.create')}
    </Button>
  );
}

function SpanForm({ incident, candidate, onDone }: CandidateHoldProps & { readonly onDone: () => void }): ReactElement {
  const [draft, setDraft] = useState<HoldSpanDraft>(() => draftOfSpan(suggestedSpan(incident, candidate)));
  const [problems, setProblems] = useState<HoldSpanProblems>({});
  const span = () => {
    const read = readSpanDraft(draft);
    setProblems(read.problems);
    return read.span;
  };
  return (
    <HoldForm incidentId={incident.id} cameraId={candidate.cameraId} span={span} onDone={onDone}>
      <SpanFields of="hold" draft={draft} problems={problems} onChange={setDraft} />
    </HoldForm>
  );
}
