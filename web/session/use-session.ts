import { queryOptions, type QueryClient, useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import type { CurrentSession } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { fetchCurrentSession, signIn, signOut, type SignInInput } from '../api/session-api.ts';

/** Asks who is signed in; null when nobody is. */
export const currentSession = queryOptions({
  queryKey: queryKeys.session,
  queryFn: ({ signal }): Promise<CurrentSession | null> => fetchCurrentSession(signal),
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

/** Signs out and forgets everything that was fetched; whoever came by the provider goes there, where that session is ended. */
export function useSignOut(): UseMutationResult<string | undefined, Error, void> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: signOut,
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
