import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { fetchDiscovery, newestDiscovery, startDiscovery, stopDiscovery } from '../api/discovery-api.ts';
import type { Discovery, DiscoveryDetail } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';

const POLL_MS = 1000;

export function isRunning(discovery: Pick<Discovery, 'state'> | null | undefined): boolean {
  return discovery?.state === 'waiting' || discovery?.state === 'active';
}

/** The newest search: one that was begun on another device, or before a reload, shows as well. */
export function useNewestDiscovery(): UseQueryResult<Discovery | null> {
  return useQuery({ queryKey: queryKeys.newestDiscovery, queryFn: ({ signal }) => newestDiscovery(signal) });
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
  const keyOf = useCreationKey();
  return useMutation({
    // searching the same network again is another search
    mutationFn: (cidr: string) => startDiscovery(cidr, keyOf({ cidr, at: Math.floor(Date.now() / 10_000) })),
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
