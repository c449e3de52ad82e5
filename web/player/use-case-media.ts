import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FootageRequest, MediaList } from '../api/api-types.ts';
import { listMedia } from '../api/media-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { tracksOf, type MediaTrack } from './media-track.ts';

/** What requests open, or why it can't be listed. */
export interface CaseMedia {
  readonly tracks: readonly MediaTrack[];
  readonly isPending: boolean;
  readonly error: Error | null;
  /** Some list goes on beyond what is shown. */
  readonly isCut: boolean;
  /** Opens them in this session anew. */
  readonly reopen: () => void;
}

const PIECES_A_PAGE = 200;
/** More than three hours of pieces of five seconds. */
const MOST_PAGES = 12;

async function listAllMedia(requestId: string, signal: AbortSignal): Promise<MediaList> {
  let list = await listMedia(requestId, undefined, signal, PIECES_A_PAGE);
  for (let page = 1; page < MOST_PAGES && list.nextCursor !== null; page += 1) {
    const { items, gaps, pictures, nextCursor } = await listMedia(requestId, list.nextCursor, signal, PIECES_A_PAGE);
    list = { ...list, items: [...list.items, ...items], gaps: [...list.gaps, ...gaps], pictures: [...list.pictures, ...pictures], nextCursor };
  }
  return list;
}

function combined(queries: readonly UseQueryResult<MediaList>[]) {
  return {
    lists: queries.flatMap(({ data }) => (data === undefined ? [] : [data])),
    isPending: queries.some(({ isPending }) => isPending),
    error: queries.find(({ error }) => error !== null)?.error ?? null,
    refetches: queries.map(({ refetch }) => refetch),
  };
}

/** Opens requests for this session and lists what they open; each is a look. A request whose seconds became fewer is opened anew. */
export function useCaseMedia(requests: readonly FootageRequest[]): CaseMedia {
  const { lists, isPending, error, refetches } = useQueries({
    queries: requests.map(({ id, from, to }) => ({
      queryKey: queryKeys.openedMedia(id, from, to),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => listAllMedia(id, signal),
      // each time it is opened is a look, and takes it over from another session
      staleTime: Infinity,
      gcTime: 0,
      retry: false,
    })),
    combine: combined,
  });
  const tracks = useMemo(() => tracksOf(lists), [lists]);
  const isCut = lists.some(({ nextCursor }) => nextCursor !== null);
  return { tracks, isPending, error, isCut, reopen: () => refetches.forEach((refetch) => void refetch()) };
}
