import sql from 'sql-template-tag';
import type { LonLat } from '../../domain/geojson.ts';
import type { IncidentCategory } from '../../domain/incident-terms.ts';
import { ROUTE_LIMITS } from '../../domain/route-limits.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import { metresPerDegree } from '../../domain/view-geometry.ts';
import type { Queryable } from '../database.ts';

const LOCK_KEY = 7_203_427;

/** Lets one search at a time be judged and recorded, so that two can't each miss the other. Held to the end of the transaction. */
export async function lockRouteSearches(tx: Queryable): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${LOCK_KEY})`);
}

/** Where and when something is. */
export interface RoutePlace {
  readonly occurred: TimeInterval;
  readonly location: LonLat;
  readonly uncertaintyM: number;
}

function around([lonDeg, latDeg]: LonLat, distanceM: number) {
  const { lonM, latM } = metresPerDegree(latDeg);
  const [dLon, dLat] = [distanceM / lonM, distanceM / latM];
  return sql`ST_MakeEnvelope(${lonDeg - dLon}, ${latDeg - dLat}, ${lonDeg + dLon}, ${latDeg + dLat}, 4326)`;
}

function widened({ fromMs, toMs }: TimeInterval, byMs: number) {
  return sql`tstzrange(${new Date(fromMs - byMs)}, ${new Date(toMs + byMs)}, '[]')`;
}

/** What decides about an incident besides its extent: since when it has it, and whether it or one at its place and time is or was a disorderly gathering. */
export async function routeStanding(
  db: Queryable,
  incidentId: string,
  { occurred, location, uncertaintyM }: RoutePlace,
): Promise<{ extentSinceMs: number; nearGathering: boolean }> {
  const point = sql`ST_SetSRID(ST_MakePoint(${location[0]}, ${location[1]}), 4326)`;
  return db.row(sql`SELECT i.extent_since AS "extentSinceMs", i.was_gathering OR near_gathering(${point}, ${uncertaintyM}::float8, ${widened(occurred, 0)}) AS "nearGathering"
    FROM incident i WHERE i.id = ${incidentId}`);
}

/** A search that somebody looked at. */
export interface EarlierSearchRow {
  readonly incidentId: string;
  readonly approvalId: string;
  readonly category: IncidentCategory;
  readonly fromMs: number;
  readonly toMs: number;
  readonly lon: number;
  readonly lat: number;
  readonly uncertaintyM: number;
  readonly searchedFor: string;
  readonly firstAtMs: number;
}

const MOST_EARLIER = 200;

/** Searches that began within `distanceM` and `gapMs` of a place and time, newest first; the radii of both come on top. */
export async function searchesNear(
  db: Queryable,
  { occurred, location, uncertaintyM }: RoutePlace,
  reach: { readonly distanceM: number; readonly gapMs: number },
): Promise<EarlierSearchRow[]> {
  const box = around(location, reach.distanceM + uncertaintyM + ROUTE_LIMITS.uncertaintyM);
  return db.rows(sql`SELECT s.incident_id AS "incidentId", s.approval_id AS "approvalId", p.category, lower(s.occurred) AS "fromMs", upper(s.occurred) AS "toMs", ST_X(s.location) AS lon, ST_Y(s.location) AS lat,
      s.uncertainty_m AS "uncertaintyM", s.searched_for AS "searchedFor", s.first_at AS "firstAtMs"
    FROM route_search s JOIN incident_approval p ON p.id = s.approval_id
    WHERE s.location && ${box} AND s.occurred && ${widened(occurred, reach.gapMs)} ORDER BY s.first_at DESC LIMIT ${MOST_EARLIER}`);
}

/** Remembers that somebody looked at the result of a search; the first look under an approval counts. */
export async function rememberSearch(tx: Queryable, approvalId: string, searcher: { readonly userId: string; readonly organisationId: string }): Promise<void> {
  await tx.run(sql`INSERT INTO route_search (approval_id, incident_id, occurred, location, uncertainty_m, searched_by, searched_for)
    SELECT id, incident_id, occurred, location, uncertainty_m, ${searcher.userId}, ${searcher.organisationId} FROM incident_approval WHERE id = ${approvalId} ON CONFLICT DO NOTHING`);
}
