import { useQuery } from '@tanstack/react-query';
import { listAuditEvents, type AuditFilter } from '../api/audit-api.ts';
import type { AuditEvent, Page } from '../api/api-types.ts';
import { listCameras } from '../api/camera-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { type CursorPages, useCursorPages } from '../api/use-cursor-pages.ts';
import { useMay } from '../session/session-context.ts';

/** The log, page after page, newest first. Nothing repeats it by itself: an auditor's looks are logged, and what was checked is what is shown. */
export function useAuditPages(filter: AuditFilter): CursorPages<Page<AuditEvent>> {
  return useCursorPages({
    queryKey: queryKeys.auditEvents(filter),
    fetchPage: (cursor, signal) => listAuditEvents({ ...filter, cursor }, signal),
    // fresh whenever the page is opened, and only then
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

const MOST_PAGES = 10;

type NamePair = readonly [id: string, name: string];

async function cameraNames(signal: AbortSignal): Promise<readonly NamePair[]> {
  const names: NamePair[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, nextCursor } = await listCameras({ limit: 200, cursor }, signal);
    for (const { id, name } of items) names.push([id, name]);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return names;
}

/** Names of the cameras that the user may see, by id; none for auditors, who see no cameras. */
export function useCameraNames(): ReadonlyMap<string, string> {
  const may = useMay();
  const names = useQuery({
    queryKey: queryKeys.cameraList({ names: 'pairs' }),
    queryFn: ({ signal }) => cameraNames(signal),
    // what is kept in the browser is plain data
    select: mapOf,
    enabled: may('camera.read'),
  });
  return names.data ?? NO_NAMES;
}

function mapOf(pairs: readonly NamePair[]): ReadonlyMap<string, string> {
  return new Map(pairs);
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();
