import type { EvidencePackage, Page } from '../api/api-types.ts';
import { listPackages } from '../api/package-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { type CursorPages, useCursorPages } from '../api/use-cursor-pages.ts';

/** Packages of an incident, or of all cases within reach, page after page, newest first. */
export function usePackagePages(incidentId?: string): CursorPages<Page<EvidencePackage>> {
  return useCursorPages({
    queryKey: queryKeys.packageList(incidentId),
    fetchPage: (cursor, signal) => listPackages({ incidentId, cursor }, signal),
  });
}
