import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { MediaList } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { getRequest } from '../api/request-api.ts';

/** Whether what was listed may still be watched: `ended`: it was taken back; `over`: its time is; `changed`: other seconds than those are open now. */
export type Access = 'open' | 'ended' | 'over' | 'changed';

/** Follows a request whose media are on screen: by live events, and by the clock. */
export function useAccess(requestId: string, list: MediaList | undefined): Access {
  const { data: request } = useQuery({
    queryKey: queryKeys.watchedRequest(requestId),
    queryFn: ({ signal }) => getRequest(requestId, signal),
    enabled: list !== undefined,
    staleTime: Infinity,
    gcTime: 0,
  });
  const isOver = useIsOver(list?.grant.until);
  if (list === undefined) return 'open';
  if (isOver) return 'over';
  if (request === undefined) return 'open';
  if (request.access === null) return 'ended';
  return request.from === list.from && request.to === list.to ? 'open' : 'changed';
}

const LOOK_MS = 1000;

/** Whether an instant has passed; a long timer would sleep with the device. */
function useIsOver(until: string | undefined): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    if (until === undefined) return undefined;
    const timer = setInterval(() => setIsOver(Date.now() >= Date.parse(until)), LOOK_MS);
    return () => clearInterval(timer);
  }, [until]);
  return isOver;
}
