import type { FootageRequest } from '../api/api-types.ts';
import { requestPath } from '../api/request-api.ts';
import type { StoredCall } from '../api/stored-call.ts';
import { groundOf } from '../offline/sending-rule.ts';
import type { ActionInput, WaitingKind } from '../offline/waiting-action.ts';
import type { RequestActName } from './use-request-actions.ts';

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

/** What somebody does with a request, as it waits for a connection under `key`; null for what may not wait. */
export function waitingRequestAct(
  request: FootageRequest,
  act: RequestActName,
  call: StoredCall<FootageRequest>,
  key: string,
): ActionInput<FootageRequest> | null {
  const waits = WAITING[act];
  if (waits === undefined) return null;
  const ground = waits.ground.length === 0 ? undefined : { path: requestPath(request.id), fields: groundOf(request, waits.ground) };
  return { kind: waits.kind, about: request.cameraName, recordId: request.id, call, key, ground };
}
