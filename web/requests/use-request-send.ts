import type { FootageRequest } from '../api/api-types.ts';
import { randomKey } from '../api/random-key.ts';
import { sendStored, type StoredCall } from '../api/stored-call.ts';
import { useOfflineSend } from '../offline/use-offline-send.ts';
import type { RequestActName } from './use-request-actions.ts';
import { useRequestRefresh } from './use-request-refresh.ts';
import { waitingRequestAct } from './waiting-request-act.ts';

/** Sends what somebody does with a request, or has it wait where that is safe, and loads what it changed. */
export function useRequestSend(request: FootageRequest): (act: RequestActName, call: StoredCall<FootageRequest>) => Promise<void> {
  const refresh = useRequestRefresh(request.incident.id);
  const send = useOfflineSend();
  return async (act, call) => {
    const waiting = waitingRequestAct(request, act, call, randomKey());
    if (waiting === null) await sendStored(call, {});
    else await send(waiting);
    await refresh();
  };
}
