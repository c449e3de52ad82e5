import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { FootageRequest } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { listRequests } from '../api/request-api.ts';
import { isOpenRequest } from '../requests/use-request-text.ts';
import { useCurrentUser } from '../session/session-context.ts';
import { useNow } from '../ui/use-now.ts';

const MOST_PAGES = 10;
const LOOK_MS = 1000;

/** Requests of one's own that open something of an incident, the oldest first, and those that did while the page was open and no longer do. */
export interface OpenRequests {
  readonly query: UseQueryResult<readonly FootageRequest[]>;
  readonly open: readonly FootageRequest[];
  readonly lost: readonly FootageRequest[];
}

async function listLiveRequests(incidentId: string, signal: AbortSignal): Promise<readonly FootageRequest[]> {
  const found: FootageRequest[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, nextCursor } = await listRequests({ incidentId, live: true, cursor }, signal);
    found.push(...items);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return found;
}

/** Follows them: by live events, and by the clock. */
export function useOpenRequests(incidentId: string): OpenRequests {
  const { id: userId } = useCurrentUser();
  const nowMs = useNow(LOOK_MS);
  const query = useQuery({ queryKey: queryKeys.openRequests(incidentId), queryFn: ({ signal }) => listLiveRequests(incidentId, signal) });
  const open = (query.data ?? []).filter((request) => request.access?.user.id === userId && isOpenRequest(request, nowMs)).toReversed();
  const [known, setKnown] = useState<ReadonlyMap<string, FootageRequest>>(new Map());
  if (open.some(({ id }) => !known.has(id))) setKnown(new Map([...known, ...open.map((request) => [request.id, request] as const)]));
  const lost = query.isSuccess ? [...known.values()].filter(({ id }) => !open.some((request) => request.id === id)) : [];
  return { query, open, lost };
}
