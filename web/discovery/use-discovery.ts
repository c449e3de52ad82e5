import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { isApiProblem } from '../api/api-problem.ts';
import { fetchDiscovery, newestDiscovery, startDiscovery, stopDiscovery } from '../api/discovery-api.ts';
import type { Discovery, DiscoveryDetail } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { randomKey } from '../api/random-key.ts';
import { useCurrentUser } from '../session/session-context.ts';

const POLL_MS = 1000;

export function isRunning(discovery: Pick<Discovery, 'state'> | null | undefined): boolean {
  return discovery?.state === 'waiting' || discovery?.state === 'active';
}

/** The newest search of the own organisation: one that was begun on another device, or before a reload, shows as well. */
export function useNewestDiscovery(): UseQueryResult<Discovery | null> {
  const { organisation } = useCurrentUser();
  return useQuery({ queryKey: queryKeys.newestDiscovery, queryFn: ({ signal }) => newestDiscovery(organisation.id, signal) });
}

/** A search with its devices, asked for again every second while it runs. */
export function useDiscovery(discoveryId: string | null): UseQueryResult<DiscoveryDetail> {
  return useQuery({
    queryKey: queryKeys.discovery(discoveryId ?? ''),
    queryFn: ({ signal }) => fetchDiscovery(discoveryId ?? '', signal),
    enabled: discoveryId !== null,
    // which devices are registered changes elsewhere
    staleTime: 0,
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => (isRunning(state.data) ? POLL_MS : false),
  });
}

/** Begins a search; it becomes the newest. */
export function useStartDiscovery(): UseMutationResult<{ readonly id: string }, Error, string> {
  const client = useQueryClient();
  const key = useRef(randomKey());
  return useMutation({
    mutationFn: (cidr: string) => startDiscovery(cidr, key.current),
    // searching the same network again is another search; only what had no answer is sent again as it was
    onSettled: (_answer, error) => {
      if (!isApiProblem(error) || error.status !== 0) key.current = randomKey();
    },
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.newestDiscovery, exact: true }),
  });
}

export function useStopDiscovery(): UseMutationResult<Discovery, Error, string> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: stopDiscovery,
    onSuccess: ({ id }) => client.invalidateQueries({ queryKey: queryKeys.discovery(id) }),
  });
}
