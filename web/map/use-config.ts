import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { AppConfig } from '../api/api-types.ts';
import { fetchConfig } from '../api/config-api.ts';
import { queryKeys } from '../api/query-keys.ts';

/** What the service tells about itself; fetched once. */
export function useConfig(): UseQueryResult<AppConfig> {
  return useQuery({ queryKey: queryKeys.config, queryFn: ({ signal }) => fetchConfig(signal), staleTime: Infinity });
}
