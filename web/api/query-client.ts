import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isApiProblem } from './api-problem.ts';
import { queryKeys } from './query-keys.ts';

const MOST_RETRIES = 2;

/**
 * The cache of all answers. A 401 anywhere means that the session is over: it is dropped, and the sign-in page shows.
 * Only lost connections and a service that is not ready are tried again; a refusal is an answer.
 */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: endSessionOn401 }),
    mutationCache: new MutationCache({ onError: endSessionOn401 }),
    defaultOptions: {
      // Looks at incidents are logged: coming back to the window is not another look, and live changes keep it fresh anyway.
      // A service on the local network is reachable while the browser thinks that it is offline
      queries: { networkMode: 'always', retry: mayRetry, staleTime: 15_000, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;

  function endSessionOn401(error: unknown): void {
    if (isApiProblem(error) && error.status === 401) client.setQueryData(queryKeys.session, null);
  }
}

function mayRetry(failures: number, error: unknown): boolean {
  return failures < MOST_RETRIES && isApiProblem(error) && [0, 502, 503, 504].includes(error.status);
}
