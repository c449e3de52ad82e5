import { Button, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalKind } from '../../domain/incident-terms.ts';
import { approveIncident } from '../api/incident-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { useCreationKey } from '../ui/use-creation-key.ts';

interface ApprovalFormProps {
  readonly incidentId: string;
  readonly kind: ApprovalKind;
}

/** A second person's reason, and the button that agrees. */
export function ApprovalForm({ incidentId, kind }: ApprovalFormProps): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const keyOf = useCreationKey();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const approving = useMutation({
    mutationFn: () => approveIncident(incidentId, kind, reason.trim(), keyOf(`${kind} ${reason.trim()}`)),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.incident(incidentId) }),
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissing(reason.trim() === '');
    if (reason.trim() !== '' && !approving.isPending) approving.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Textarea
          label={kind === 'route' ? t('route.reason') : t('approval.reason')}
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          error={missing && t('formProblem.required')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {approving.error && <ProblemView error={approving.error} />}
        <Button type="submit" loading={approving.isPending} style={{ alignSelf: 'start' }}>
          {kind === 'route' ? t('route.approve') : t('approval.approve')}
        </Button>
      </Stack>
    </form>
  );
}
