import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
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
import { useLive } from '../live/live-context.ts';
import { type CursorPages, useCursorPages } from '../api/use-cursor-pages.ts';

/** Figures change with every camera of a province: they are asked for again once a minute, not at each change. */
const AGAIN_AFTER_MS = 60_000;

export function useCoverageSummary(question: CoverageQuestion): UseQueryResult<CoverageSummary> {
  return useQuery({
    queryKey: queryKeys.coverageSummary(question),
    queryFn: ({ signal }) => fetchCoverageSummary(question, signal),
    placeholderData: keepPreviousData,
    refetchInterval: question.asOf === undefined ? AGAIN_AFTER_MS : false,
  });
}

export function useCoverageTrend(question: CoverageQuestion): UseQueryResult<CoverageTrend> {
  return useQuery({ queryKey: queryKeys.coverageBehind('trend', question), queryFn: ({ signal }) => fetchCoverageTrend(question, signal) });
}

/** The cameras behind a figure, page after page. */
export function useCoverageCameras(filter: CoverageCameraFilter): UseInfiniteQueryResult<InfiniteData<Page<CoverageCamera>>> {
  return useInfiniteQuery({
    queryKey: queryKeys.coverageBehind('cameras', filter),
    queryFn: ({ pageParam, signal }) => listCoverageCameras({ ...filter, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

/** The neighbourhoods behind the number of those that take part, page after page. */
export function useCoverageGroups(filter: CoverageGroupFilter): CursorPages<Page<CoverageGroup>> {
  return useCursorPages({
    queryKey: queryKeys.coverageBehind('groups', filter),
    fetchPage: (cursor, signal) => listCoverageGroups({ ...filter, cursor }, signal),
  });
}

/** What of the incidents of a time is drawn on the map. */
export interface MapIncidents {
  readonly drawn: readonly Incident[];
  /** There are older ones, which are not. */
  readonly hasOlder: boolean;
}

/** Incidents on the map, and whether there may be new ones. */
export interface MapIncidentsView {
  readonly incidents: UseQueryResult<MapIncidents>;
  /** Some came, or may have, since these were asked for. */
  readonly hasNews: boolean;
  /** Asks for them once more: one more look in the log. The figures are asked for as well, so that they say the same. */
  readonly showNews: () => void;
}

/** Incidents to draw on the map, once somebody wants to see them: each time they are asked for is a look in the log, so nothing but the reader repeats it. Gatherings are counted and not drawn. */
export function useMapIncidents(summary: CoverageSummary, asOf: string | undefined, enabled: boolean): MapIncidentsView {
  const { from, at } = summary;
  const unitId = summary.unit?.id;
  const client = useQueryClient();
  const { incidentRevision } = useLive();
  const incidents = useQuery({
    queryKey: queryKeys.mapIncidents({ unitId, from, asOf: summary.asOf, isNow: asOf === undefined }),
    queryFn: async ({ signal }) => {
      // the figures of now may be a minute old: what began since then is drawn too
      const page = await listMapIncidents(unitId, from, asOf === undefined ? undefined : at, signal);
      return { ...mapIncidentsOf(page), revision: incidentRevision };
    },
    enabled,
    staleTime: Infinity,
  });
  return {
    incidents,
    hasNews: asOf === undefined && incidents.data !== undefined && incidents.data.revision < incidentRevision,
    showNews: () => {
      void incidents.refetch();
      void client.invalidateQueries({ queryKey: queryKeys.coverageSummaries });
    },
  };
}

/** Of a page with the newest incidents, those that may be drawn: no gatherings. */
export function mapIncidentsOf({ items, nextCursor }: Page<Incident>): MapIncidents {
  return { drawn: items.filter(({ wasGathering }) => !wasGathering), hasOlder: nextCursor !== null };
}
