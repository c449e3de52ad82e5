import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident, IncidentApproval } from '../api/api-types.ts';
import { listApprovals } from '../api/incident-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { ApprovalForm } from './approval-form.tsx';
import { GoOnThere } from './go-on-there.tsx';

interface ApprovalPanelProps {
  readonly incident: Incident;
  /** The incident is beyond the limits and nobody else agreed to its extent yet. */
  readonly required: boolean;
}

/** Why an incident has no candidates yet and who can change that; and who agreed to what. */
export function ApprovalPanel({ incident, required }: ApprovalPanelProps): ReactElement | null {
  const { t } = useTranslation();
  const user = useCurrentUser();
  const may = useMay();
  const approvals = useQuery({ queryKey: queryKeys.approvals(incident.id), queryFn: ({ signal }) => listApprovals(incident.id, signal) });
  if (!required && !approvals.data?.length && !approvals.isError) return null;
  const { mergedInto } = incident;
  const mayApprove = may('incident.approve') && user.id !== incident.enteredBy?.id;
  return (
    <SectionCard title={required ? t('approval.required') : t('approval.given')}>
      {required && <Text>{t('approval.why')}</Text>}
      {required && mergedInto !== null && <GoOnThere mergedInto={mergedInto} />}
      {required && mergedInto === null && !mayApprove && (
        <Text fw={600}>{user.id === incident.enteredBy?.id ? t('approval.notByYou') : t('approval.byCommander')}</Text>
      )}
      {required && mergedInto === null && mayApprove && <ApprovalForm incidentId={incident.id} kind="extent" />}
      {approvals.isError && <ProblemView error={approvals.error} onRetry={() => void approvals.refetch()} />}
      {approvals.data?.map((approval) => (
        <GivenApproval key={approval.id} approval={approval} />
      ))}
    </SectionCard>
  );
}

function GivenApproval({ approval }: { readonly approval: IncidentApproval }): ReactElement {
  const { t } = useTranslation();
  return (
    <Text>
      {t('approval.by', { kind: t(`approval.kind.${approval.kind}`), name: approval.approvedBy.username, at: formatInstant(approval.approvedAt) })}{' '}
      {approval.reason}
    </Text>
  );
}
