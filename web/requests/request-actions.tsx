import { Button, Group } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FootageRequest } from '../api/api-types.ts';
import { decideRequest, justifyEmergency, revokeRequest, withdrawRequest } from '../api/request-api.ts';
import { ReasonForm } from '../incidents/reason-form.tsx';
import { FulfilmentForm } from './fulfilment-form.tsx';
import type { RequestAct, RequestActName } from './use-request-actions.ts';
import { useRequestRefresh } from './use-request-refresh.ts';

/** What each act that takes a reason sends. */
const SENDS: Readonly<Record<Exclude<RequestActName, 'fulfil'>, (id: string, reason: string) => Promise<FootageRequest>>> = {
  approve: (id, reason) => decideRequest(id, 'board', 'approve', reason),
  deny: (id, reason) => decideRequest(id, 'board', 'deny', reason),
  revoke: revokeRequest,
  secondApprove: (id, reason) => decideRequest(id, 'second', 'approve', reason),
  secondDeny: (id, reason) => decideRequest(id, 'second', 'deny', reason),
  justify: justifyEmergency,
  withdraw: withdrawRequest,
};

const FILLED: ReadonlySet<RequestActName> = new Set(['approve', 'secondApprove', 'justify']);

interface RequestActionsProps {
  readonly request: FootageRequest;
  readonly actions: readonly RequestAct[];
}

/** Buttons for what the reader may do; each asks for a reason before it is done. */
export function RequestActions({ request, actions }: RequestActionsProps): ReactElement | null {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<RequestActName | null>(null);
  const refresh = useRequestRefresh(request.incident.id);
  const close = () => setChosen(null);
  if (actions.length === 0) return null;
  if (chosen === 'fulfil') return <FulfilmentForm request={request} onDone={close} />;
  if (chosen !== null) {
    const send = async (reason: string) => {
      await SENDS[chosen](request.id, reason);
      await refresh();
    };
    return <ReasonForm label={t(`request.reason.${chosen}`)} save={t(`request.act.${chosen}`)} onSave={send} onDone={close} />;
  }
  return (
    <Group gap="xs">
      {actions.map(({ name }) => (
        <Button
          key={name}
          size="sm"
          variant={FILLED.has(name) ? 'filled' : 'default'}
          aria-label={t('request.actLabel', { act: t(`request.act.${name}`), name: request.cameraName })}
          onClick={() => setChosen(name)}
        >
          {t(`request.act.${name}`)}
        </Button>
      ))}
    </Group>
  );
}
