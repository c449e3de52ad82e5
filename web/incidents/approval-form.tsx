import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalKind } from '../../domain/incident-terms.ts';
import { approveIncident } from '../api/incident-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { ReasonForm } from './reason-form.tsx';

interface ApprovalFormProps {
  readonly incidentId: string;
  readonly kind: ApprovalKind;
}

/** A second person's reason, and the button that agrees. */
export function ApprovalForm({ incidentId, kind }: ApprovalFormProps): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const keyOf = useCreationKey();
  const approve = async (reason: string) => {
    await approveIncident(incidentId, kind, reason, keyOf(`${kind} ${reason}`));
    await client.invalidateQueries({ queryKey: queryKeys.incident(incidentId) });
  };
  const route = kind === 'route';
  return <ReasonForm label={route ? t('route.reason') : t('approval.reason')} save={route ? t('route.approve') : t('approval.approve')} onSave={approve} />;
}
