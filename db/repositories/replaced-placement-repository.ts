import sql, { type Sql } from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import type { CandidateSearch } from './candidate-search.ts';

/** More say nothing to a person. */
const MOST = 50;

/** A camera that saw the place by the record as it stood when the incident was entered, and no longer does by what was entered since. */
export interface ReplacedPlacement {
  readonly cameraId: string;
  readonly cameraName: string;
  readonly siteName: string;
  readonly replacedAtMs: number;
}

function withinReach({ scope, organisationId, unitIds }: CandidateSearch['reach']): Sql {
  if (scope === 'any') return sql`true`;
  if (scope === 'own') return sql`c.owner_id = ${organisationId}`;
  return sql`EXISTS (SELECT 1 FROM unit_closure uc WHERE uc.descendant_id = c.unit_id AND uc.ancestor_id = ANY(${unitIds}::uuid[]))`;
}

/** Cameras within reach that a later entry of their placement took out of an incident's candidates, the latest entry first, 50 at most. On the index of what was replaced. */
export async function listReplacedPlacements(db: Queryable, { incidentId, disc, reach }: CandidateSearch): Promise<ReplacedPlacement[]> {
  const place = sql`ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(disc)}::text), 4326)`;
  return db.rows(sql`SELECT c.id AS "cameraId", c.name AS "cameraName", s.name AS "siteName", max(r.replaced_at) AS "replacedAtMs"
    FROM camera_placement_replaced r JOIN incident i ON i.id = ${incidentId} JOIN camera c ON c.id = r.camera_id JOIN site s ON s.id = c.site_id
    WHERE ST_Intersects(r.coverage, ${place}) AND r.during && i.occurred AND r.recorded_at <= i.recorded_at AND r.replaced_at > i.recorded_at AND ${withinReach(reach)}
      AND NOT EXISTS (SELECT 1 FROM camera_placement p WHERE p.camera_id = r.camera_id AND p.valid && i.occurred AND ST_Intersects(p.coverage, ${place}))
    GROUP BY c.id, s.id ORDER BY max(r.replaced_at) DESC, c.id LIMIT ${MOST}`);
}
