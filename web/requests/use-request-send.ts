import type { FootageRequest } from '../api/api-types.ts';
import { randomKey } from '../api/random-key.ts';
import { requestPath } from '../api/request-api.ts';
import { sendStored, type StoredCall } from '../api/stored-call.ts';
import { groundOf } from '../offline/sending-rule.ts';
import { useOfflineSend } from '../offline/use-offline-send.ts';
import type { WaitingKind } from '../offline/waiting-action.ts';
import type { RequestActName } from './use-request-actions.ts';
import { useRequestRefresh } from './use-request-refresh.ts';

interface Waits {
  readonly kind: WaitingKind;
  /** What of the request the act rests on. */
  readonly ground: readonly (keyof FootageRequest)[];
}

const READ = ['state', 'from', 'to', 'purpose', 'legalBasis', 'incident', 'emergency'] as const;

/** Acts that may wait for a connection; the others are of officers, or open something. */
const WAITING: Readonly<Partial<Record<RequestActName, Waits>>> = {
  approve: { kind: 'request_approve', ground: READ },
  deny: { kind: 'request_deny', ground: READ },
  fulfil: { kind: 'request_fulfil', ground: ['state'] },
  // it closes only
  revoke: { kind: 'request_revoke', ground: [] },
};

/** Sends what somebody does with a request, or has it wait where that is safe, and loads what it changed. */
export function useRequestSend(request: FootageRequest): (act: RequestActName, call: StoredCall<FootageRequest>) => Promise<void> {
  const refresh = useRequestRefresh(request.incident.id);
  const send = useOfflineSend();
  return async (act, call) => {
    const waits = WAITING[act];
    if (waits === undefined) await sendStored(call, {});
    else {
      const ground = waits.ground.length === 0 ? undefined : { path: requestPath(request.id), fields: groundOf(request, waits.ground) };
      await send({ kind: waits.kind, about: request.cameraName, recordId: request.id, call, key: randomKey(), ground });
    }
    await refresh();
  };
}
