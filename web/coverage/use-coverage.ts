import { keepPreviousData, useInfiniteQuery, useQuery, type InfiniteData, type UseInfiniteQueryResult, type UseQueryResult } from '@tanstack/react-query';
import type { CoverageCamera, CoverageGroup, CoverageSummary, CoverageTrend, Incident, Page } from '../api/api-types.ts';
import {
  fetchCoverageSummary,
  fetchCoverageTrend,
  listCoverageCameras,
  listCoverageGroups,
  listMapIncidents,
  type CoverageCameraFilter,
  type CoverageGroupFilter,
  type CoverageQuestion,
} from '../api/coverage-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { type CursorPages, useCursorPages } from '../api/use-cursor-pages.ts';

/** Figures change with every camera of a province: they are asked for again once a minute, not at each change. */
const AGAIN_AFTER_MS = 60_000;

export function useCoverageSummary(question: CoverageQuestion): UseQueryResult<CoverageSummary> {
  return useQuery({
    queryKey: queryKeys.coveragePart('summary', question),
    queryFn: ({ signal }) => fetchCoverageSummary(question, signal),
    placeholderData: keepPreviousData,
    refetchInterval: question.asOf === undefined ? AGAIN_AFTER_MS : false,
  });
}

export function useCoverageTrend(question: CoverageQuestion): UseQueryResult<CoverageTrend> {
  return useQuery({ queryKey: queryKeys.coveragePart('trend', question), queryFn: ({ signal }) => fetchCoverageTrend(question, signal) });
}

/** The cameras behind a figure, page after page. */
export function useCoverageCameras(filter: CoverageCameraFilter): UseInfiniteQueryResult<InfiniteData<Page<CoverageCamera>>> {
  return useInfiniteQuery({
    queryKey: queryKeys.coveragePart('cameras', filter),
    queryFn: ({ pageParam, signal }) => listCoverageCameras({ ...filter, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

/** The neighbourhoods behind the number of those that take part, page after page. */
export function useCoverageGroups(filter: CoverageGroupFilter): CursorPages<Page<CoverageGroup>> {
  return useCursorPages({
    queryKey: queryKeys.coveragePart('groups', filter),
    fetchPage: (cursor, signal) => listCoverageGroups({ ...filter, cursor }, signal),
  });
}

/** What of the incidents of a time is drawn on the map. */
export interface MapIncidents {
  readonly drawn: readonly Incident[];
  /** There are older ones, which are not. */
  readonly hasOlder: boolean;
}

/** Incidents to draw on the map, once somebody wants to see them. Gatherings are counted and not drawn. */
export function useMapIncidents(summary: CoverageSummary, enabled: boolean): UseQueryResult<MapIncidents> {
  const { from, at } = summary;
  const unitId = summary.unit?.id;
  return useQuery({
    queryKey: queryKeys.mapIncidents({ unitId, from, asOf: summary.asOf }),
    queryFn: async ({ signal }) => mapIncidentsOf(await listMapIncidents(unitId, from, at, signal)),
    enabled,
    staleTime: Infinity,
  });
}

/** Of a page with the newest incidents, those that may be drawn: no gatherings. */
export function mapIncidentsOf({ items, nextCursor }: Page<Incident>): MapIncidents {
  return { drawn: items.filter(({ wasGathering }) => !wasGathering), hasOlder: nextCursor !== null };
}
