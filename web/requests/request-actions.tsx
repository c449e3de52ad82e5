import { Button, Group } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FootageRequest } from '../api/api-types.ts';
import { decisionCall, justificationCall, revocationCall, withdrawalCall } from '../api/request-api.ts';
import type { StoredCall } from '../api/stored-call.ts';
import { ReasonForm } from '../incidents/reason-form.tsx';
import { useWaiting } from '../offline/use-waiting.ts';
import { WaitingMark } from '../offline/waiting-mark.tsx';
import { FulfilmentForm } from './fulfilment-form.tsx';
import type { RequestAct, RequestActName } from './use-request-actions.ts';
import { useRequestSend } from './use-request-send.ts';

/** What each act that takes a reason sends. */
const SENDS: Readonly<Record<Exclude<RequestActName, 'fulfil'>, (id: string, reason: string) => StoredCall<FootageRequest>>> = {
  approve: (id, reason) => decisionCall(id, 'board', 'approve', reason),
  deny: (id, reason) => decisionCall(id, 'board', 'deny', reason),
  revoke: revocationCall,
  secondApprove: (id, reason) => decisionCall(id, 'second', 'approve', reason),
  secondDeny: (id, reason) => decisionCall(id, 'second', 'deny', reason),
  justify: justificationCall,
  withdraw: withdrawalCall,
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
  const send = useRequestSend(request);
  const waits = useWaiting().some(({ recordId, state }) => recordId === request.id && state === 'waiting');
  const close = () => setChosen(null);
  // decided already: it can be taken back where it waits
  if (waits) return <WaitingMark recordId={request.id} />;
  if (actions.length === 0) return null;
  if (chosen === 'fulfil') return <FulfilmentForm request={request} onDone={close} />;
  if (chosen !== null) {
    const save = (reason: string) => send(chosen, SENDS[chosen](request.id, reason));
    return <ReasonForm label={t(`request.reason.${chosen}`)} save={t(`request.act.${chosen}`)} onSave={save} onDone={close} />;
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
