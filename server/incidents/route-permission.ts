import { requireRouteApproval } from '../../domain/route-approval.ts';
import { CHAIN_REACH, checkNotChained, type EarlierSearch, type RouteBeginning } from '../../domain/route-chain.ts';
import { checkRouteIncident } from '../../domain/route-limits.ts';
import type { Queryable } from '../../db/database.ts';
import * as incidents from '../../db/repositories/incident-repository.ts';
import { routeStanding, searchesNear, type EarlierSearchRow } from '../../db/repositories/route-search-repository.ts';
import { extentOf } from './incident-extent.ts';
import { requireUnmerged } from './incident-merge.ts';

/** An incident as a beginning of a route, and the searches around it. */
export interface RouteCase {
  readonly beginning: RouteBeginning;
  readonly earlier: readonly (EarlierSearch & Pick<EarlierSearchRow, 'searchedFor'>)[];
}

/** Reads what the rules ask for. Errors: `incident_merged`, `route_not_allowed`, `route_start_too_wide`. */
export async function readRouteCase(db: Queryable, incident: incidents.IncidentRow): Promise<RouteCase> {
  requireUnmerged(incident);
  const extent = extentOf(incident);
  const { extentSinceMs, nearGathering } = await routeStanding(db, incident.id, extent);
  checkRouteIncident(extent, nearGathering);
  const rows = await searchesNear(db, extent, CHAIN_REACH);
  const earlier = rows.map((row) => ({ incidentId: row.incidentId, extent: extentOf(row), firstAtMs: row.firstAtMs, searchedFor: row.searchedFor }));
  return { beginning: { incidentId: incident.id, extent, extentSinceMs }, earlier };
}

/** Refuses to approve a route search that could not be run. Errors: `incident_merged`, `route_not_allowed`, `route_start_too_wide`, `route_chained`. */
export async function checkRouteApprovable(db: Queryable, incident: incidents.IncidentRow): Promise<void> {
  const { beginning, earlier } = await readRouteCase(db, incident);
  checkNotChained(beginning, earlier);
}

/**
 * The approval under which a route may be searched now. Errors: `incident_merged`, `route_not_allowed`, `route_start_too_wide`, `approval_required`, `route_chained`.
 */
export async function requireRoute(db: Queryable, incident: incidents.IncidentRow, searcherId: string): Promise<{ readonly approval: incidents.ApprovalRow }> {
  const { beginning, earlier } = await readRouteCase(db, incident);
  const approvals = await incidents.listApprovals(db, [incident.id], 'route');
  const { row } = requireRouteApproval(
    beginning.extent,
    { enteredBy: incident.enteredBy, searcherId },
    approvals.map((approval) => ({ extent: extentOf(approval), approvedBy: approval.approvedBy, row: approval })),
  );
  checkNotChained(beginning, earlier);
  return { approval: row };
}
