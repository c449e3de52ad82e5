import { useEffect, useState } from 'react';

/** A list that is fetched page by page, as `useInfiniteQuery` gives it. */
interface Pages {
  readonly data: { readonly pages: readonly unknown[] } | undefined;
  readonly hasNextPage: boolean;
  readonly isFetching: boolean;
  readonly isError: boolean;
  /** What is shown is the list as it was, in another order: the one that was asked for is on its way. */
  readonly isPlaceholderData: boolean;
  fetchNextPage(): Promise<unknown>;
}

/** Fetching all that is left of a list. */
export interface AllPages {
  /** Somebody asked for all of it, also when it has come by now. */
  readonly isWanted: boolean;
  readonly isUnderWay: boolean;
  start(): void;
  /** What is on its way still comes, unless the list is asked for anew meanwhile. */
  stop(): void;
}

/**
 * Fetches what is left of a list, one page after another, once `start` is called: until it is whole, has `mostPages` pages, a page fails (`start` tries that one again), or whoever asked stops it or leaves. What was asked for stays so when the
 * list is put in another order.
 */
export function useAllPages(pages: Pages, mostPages: number): AllPages {
  const [isWanted, setIsWanted] = useState(false);
  const { hasNextPage, isFetching, isError, isPlaceholderData, fetchNextPage } = pages;
  const count = pages.data?.pages.length ?? 0;
  const isOpen = isWanted && hasNextPage && count < mostPages;
  const isNextDue = isOpen && !isFetching && !isError;
  useEffect(() => {
    if (isNextDue) void fetchNextPage();
  }, [isNextDue, count, fetchNextPage]);
  return {
    isWanted,
    isUnderWay: isWanted && (isPlaceholderData || (isOpen && (isFetching || !isError))),
    start() {
      setIsWanted(true);
      if (isError) void fetchNextPage();
    },
    stop: () => setIsWanted(false),
  };
}
