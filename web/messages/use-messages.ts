import { useMutation, type UseMutationResult, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { AlertSubscriptionPage, Message, Page } from '../api/api-types.ts';
import { listMessages, listSubscriptions } from '../api/message-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { type CursorPages, useCursorPages } from '../api/use-cursor-pages.ts';

/** While the page is open, deliveries are looked at again this often: no live event tells of them. */
const LOOK_AGAIN_MS = 5000;

/** Who is told of alerts, as far as the user may see it. */
export function useSubscriptions(): UseQueryResult<AlertSubscriptionPage> {
  return useQuery({ queryKey: queryKeys.subscriptions, queryFn: ({ signal }) => listSubscriptions(signal) });
}

/** What was sent, page after page, newest first. */
export function useMessagePages(): CursorPages<Page<Message>> {
  return useCursorPages({
    queryKey: queryKeys.messages,
    fetchPage: (cursor, signal) => listMessages(cursor, signal),
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** Something that changes subscriptions or sends a message; both lists are fetched again after it. */
export function useMessageMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>): UseMutationResult<Output, Error, Input> {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: async () => {
      await Promise.all([client.invalidateQueries({ queryKey: queryKeys.subscriptions }), client.invalidateQueries({ queryKey: queryKeys.messages })]);
    },
  });
}
