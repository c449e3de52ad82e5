import {
  replaceEqualDeep,
  useInfiniteQuery,
  type InfiniteData,
  type QueryKey,
  type UseInfiniteQueryOptions,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query';

type AnyPage = { readonly nextCursor: string | null };

/** A list of the service as it is fetched: pages so far, and whether there is another. */
export type CursorPages<Page extends AnyPage> = UseInfiniteQueryResult<InfiniteData<Page>>;

type QueryOptions<Page> = UseInfiniteQueryOptions<Page, Error, InfiniteData<Page>, QueryKey, string | undefined>;

interface CursorPagesOptions<Page extends AnyPage> extends Omit<QueryOptions<Page>, 'queryFn' | 'initialPageParam' | 'getNextPageParam'> {
  /** Fetches the page after `cursor`; the first one without. */
  readonly fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<Page>;
}

/** To find what is the same as before in thousands of rows takes longer than to draw anew the few that are in sight. */
function isLong(data: unknown): boolean {
  return ((data as Partial<InfiniteData<AnyPage>> | undefined)?.pages?.length ?? 0) > 1;
}

/** A list `{ items, nextCursor }`, page after page: `fetchNextPage` asks for what comes after the last cursor. All other options are those of `useInfiniteQuery`. */
export function useCursorPages<Page extends AnyPage>({ fetchPage, ...options }: CursorPagesOptions<Page>): CursorPages<Page> {
  return useInfiniteQuery({
    structuralSharing: (before, after) => (isLong(after) ? after : replaceEqualDeep(before, after)),
    ...options,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}
