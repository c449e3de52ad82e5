import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Page, SubjectRequest, UserItem } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { listSubjectRequests } from '../api/subject-request-api.ts';
import { listUsers } from '../api/user-api.ts';

const MOST_PAGES = 20;

async function allOf<Item>(fetchPage: (cursor: string | undefined) => Promise<Page<Item>>, isWanted: (item: Item) => boolean): Promise<readonly Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const { items, nextCursor } = await fetchPage(cursor);
    found.push(...items.filter(isWanted));
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return found;
}

/** Whether a request of the register asks for something to go, and still counts. */
export function asksForErasure({ kind, state }: Pick<SubjectRequest, 'kind' | 'state'>): boolean {
  return (kind === 'deletion' || kind === 'objection') && state !== 'refused' && state !== 'withdrawn';
}

/** Requests that an erasure may answer, newest first, of the last 400 of the register. Looks at it are logged: it is read once for a form. */
export function useErasingRequests(): UseQueryResult<readonly SubjectRequest[]> {
  return useQuery({
    queryKey: [...queryKeys.subjectRequests, 'erasing'],
    queryFn: ({ signal }) => allOf((cursor) => listSubjectRequests(false, cursor, signal), asksForErasure),
    refetchOnReconnect: false,
  });
}

/** Closed accounts, of the newest 1,000: only those may be erased. */
export function useClosedAccounts(): UseQueryResult<readonly UserItem[]> {
  return useQuery({
    queryKey: queryKeys.userList({ state: 'disabled' }),
    queryFn: ({ signal }) =>
      allOf(
        (cursor) => listUsers({ role: null }, cursor, signal),
        ({ state }) => state === 'disabled',
      ),
  });
}
