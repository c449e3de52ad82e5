import { queryOptions, type QueryClient, useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import type { CurrentSession } from '../api/api-types.ts';
import { isApiProblem } from '../api/api-problem.ts';
import { queryKeys } from '../api/query-keys.ts';
import { giveUpPush } from '../push/browser-push.ts';
import { offlineOf } from '../offline/offline-of.ts';
import { fetchCurrentSession, signIn, signOut, type SignInInput } from '../api/session-api.ts';

/** Asks who is signed in; null when nobody is. Without connection, who was. */
export const currentSession = queryOptions({
  queryKey: queryKeys.session,
  queryFn: ({ client, signal }): Promise<CurrentSession | null> => {
    const offline = offlineOf(client);
    return offline === null ? fetchCurrentSession(signal) : offline.keeper.sessionOr(fetchCurrentSession);
  },
  staleTime: 5 * 60_000,
});

/** Who is signed in; data is null when nobody is. */
export function useSession(): UseQueryResult<CurrentSession | null> {
  return useQuery(currentSession);
}

/** Signs in with name and password. */
export function useSignIn(): UseMutationResult<CurrentSession, Error, SignInInput> {
  return useOpenSession(signIn);
}

/** Opens a session by `open` and keeps who it is. Nothing that an earlier user of this browser saw is left. */
export function useOpenSession<I>(open: (input: I) => Promise<CurrentSession>): UseMutationResult<CurrentSession, Error, I> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: open,
    // the password stays in no cache
    gcTime: 0,
    onSuccess: (session) => replaceSession(client, session),
  });
}

/**
 * Signs out and forgets everything that was fetched or kept; whoever came by the provider goes there, where that session is ended. Without connection the browser forgets at once, and the session is ended at the
 * next start with one.
 */
export function useSignOut(): UseMutationResult<string | undefined, Error, void> {
  const client = useQueryClient();
  const offline = offlineOf(client);
  return useMutation({
    mutationFn: async () => {
      // not waited for: whoever leaves is not held up by a browser that has no connection
      void giveUpPush();
      try {
        return await signOut();
      } catch (error) {
        if (offline === null || !isApiProblem(error) || error.status !== 0) throw error;
        await offline.keeper.leaveLater();
        return undefined;
      }
    },
    onSuccess: (providerSignOutUrl) => {
      replaceSession(client, null);
      if (providerSignOutUrl !== undefined) location.assign(providerSignOutUrl);
    },
  });
}

/** Keeps what the service says of the own session after a change of the account. */
export function useKeepSession(): (session: CurrentSession) => void {
  const client = useQueryClient();
  return (session) => client.setQueryData(queryKeys.session, session);
}

/** The session itself is replaced, not removed: whoever shows it goes on listening to it. */
function replaceSession(client: QueryClient, session: CurrentSession | null): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== queryKeys.session[0] });
  client.setQueryData(queryKeys.session, session);
}
