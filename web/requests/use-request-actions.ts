import type { FootageRequest } from '../api/api-types.ts';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import { isJustificationDue, isLiveRequest, isOpenRequest } from './use-request-text.ts';

/** What may be done with a request; each has texts `request.act.<name>`. */
export type RequestActName = 'approve' | 'deny' | 'revoke' | 'secondApprove' | 'secondDeny' | 'justify' | 'fulfil' | 'withdraw';

export interface RequestAct {
  readonly name: RequestActName;
  /** It waits for the reader. */
  readonly awaited: boolean;
}

/** What the reader may do with a request as it stands; the service has the last word. */
export function useRequestActions(request: FootageRequest): readonly RequestAct[] {
  const may = useMay();
  const { id: userId, organisation } = useCurrentUser();
  const nowMs = Date.now();
  const { state, decisions, requestedBy, awaits } = request;
  const isMine = requestedBy.id === userId;
  const isUndecided = state === 'submitted' && !decisions.some(({ decidedBy }) => decidedBy.id === userId);
  const isOpen = isOpenRequest(request, nowMs);
  const isUnjustified = isJustificationDue(request, nowMs);
  const decides = may('request.decide') && isUndecided;
  const seconds = may('request.second') && isUndecided && awaits.second && !isMine;
  const acts: readonly (readonly [RequestActName, boolean, awaited?: boolean])[] = [
    ['approve', decides, true],
    ['deny', decides, true],
    ['secondApprove', seconds, true],
    ['secondDeny', seconds, true],
    ['justify', may('request.create') && isMine && isUnjustified, true],
    ['fulfil', may('request.decide') && isOpen && state !== 'completed'],
    ['revoke', may('request.revoke') && isOpen],
    ['withdraw', may('request.cancel') && request.requestedFor === organisation.name && isLiveRequest(request, nowMs) && !isUnjustified],
  ];
  return acts.flatMap(([name, allowed, awaited = false]) => (allowed ? [{ name, awaited }] : []));
}
