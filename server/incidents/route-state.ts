import type { z } from 'zod';
import { isAppError } from '../../domain/app-error.ts';
import { permittedScope } from '../../domain/permission-rule.ts';
import { apartFrom, continuesSearch } from '../../domain/route-chain.ts';
import { ROUTE_LIMITS } from '../../domain/route-limits.ts';
import { ROUTE_OFFENCES } from '../../domain/route-offence.ts';
import { toIso } from '../../domain/time-interval.ts';
import { ROUTE_STATES, type routeStateOut } from '../../domain/wire/route-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import * as incidents from '../../db/repositories/incident-repository.ts';
import type { ServerContext } from '../server-context.ts';
import { readRouteCase, requireRoute, type RouteCase } from './route-permission.ts';

type WireState = z.output<typeof routeStateOut>;
type StateName = WireState['state'];

function earlierOf({ beginning, earlier }: RouteCase, session: LiveSession): WireState['earlierSearches'] {
  return earlier.slice(0, 20).map((search) => {
    const { distanceM, gapMs } = apartFrom(beginning.extent, search.extent);
    return {
      at: toIso(search.firstAtMs),
      distanceM: Math.round(distanceM),
      minutesApart: Math.ceil(gapMs / 60_000),
      sameIncident: search.incidentId === beginning.incidentId,
      sameOrganisation: search.searchedFor === session.organisationId,
      continues: continuesSearch(beginning, search),
    };
  });
}

/** What a rule says: its code when it is one that people are told, else the error goes on. */
function codeOf(error: unknown): StateName {
  if (isAppError(error) && (ROUTE_STATES as readonly string[]).includes(error.code)) return error.code as StateName;
  throw error;
}

/** Whether a route may be searched from an incident, what is missing, and which searches were near: for those who search and who approve. No camera is named. */
export async function routeState({ db }: ServerContext, session: LiveSession, incidentId: string): Promise<WireState> {
  const incident = await incidents.findIncident(db, incidentId);
  const limits = { minutes: ROUTE_LIMITS.minutes, distanceM: ROUTE_LIMITS.distanceM, offences: Object.keys(ROUTE_OFFENCES) };
  const none = { approvedBy: null, approvedAt: null, limits };
  let found: RouteCase;
  try {
    found = await readRouteCase(db, incident);
  } catch (error) {
    return { state: codeOf(error), ...none, earlierSearches: [] };
  }
  const earlierSearches = earlierOf(found, session);
  if (earlierSearches.some((search) => search.continues)) return { state: 'route_chained', ...none, earlierSearches };
  try {
    // who approved may not search, and still reads that it was approved
    const searcherId = permittedScope(session.role, 'route.search') === null ? '' : session.userId;
    const { approval } = await requireRoute(db, incident, searcherId);
    const approvedBy = { id: approval.approvedBy, username: approval.approvedByUsername };
    return { state: 'ready', approvedBy, approvedAt: toIso(approval.approvedAtMs), limits, earlierSearches };
  } catch (error) {
    return { state: codeOf(error), ...none, earlierSearches };
  }
}
