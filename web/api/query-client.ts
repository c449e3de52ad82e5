import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isApiProblem } from './api-problem.ts';
import { queryKeys } from './query-keys.ts';

const MOST_RETRIES = 2;

/**
 * The cache of all answers. A 401 anywhere means that the session is over: it is dropped, and the sign-in page shows; what an account has to do first is asked for likewise.
 * Only lost connections and a service that is not ready are tried again; a refusal is an answer.
 */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: lookAtSession }),
    mutationCache: new MutationCache({ onError: lookAtSession }),
    defaultOptions: {
      // Looks at incidents are logged: coming back to the window is not another look, and live changes keep it fresh anyway.
      // A service on the local network is reachable while the browser thinks that it is offline
      queries: { networkMode: 'always', retry: mayRetry, staleTime: 15_000, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;

  function lookAtSession(error: unknown): void {
    if (!isApiProblem(error)) return;
    if (error.status === 401) client.setQueryData(queryKeys.session, null);
    // something has to be done first, since a moment ago: the session says what, and the page asks for it
    if (error.code === 'password_change_required' || error.code === 'second_factor_setup_required')
      void client.invalidateQueries({ queryKey: queryKeys.session });
  }
}

function mayRetry(failures: number, error: unknown): boolean {
  return failures < MOST_RETRIES && isApiProblem(error) && [0, 502, 503, 504].includes(error.status);
}
