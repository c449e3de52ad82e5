import sql, { type Sql } from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import { prepareStatement, type Statement } from '../prepared-statement.ts';
import { inUnits } from './access-repository.ts';
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

const KEYS = ['incidentId', 'disc'] as const;

function build(of: Readonly<Record<(typeof KEYS)[number], unknown>>, reach: Sql): Sql {
  const place = sql`ST_SetSRID(ST_GeomFromGeoJSON(${of.disc}::text), 4326)`;
  return sql`SELECT c.id AS "cameraId", c.name AS "cameraName", s.name AS "siteName", max(r.replaced_at) AS "replacedAtMs"
    FROM camera_placement_replaced r JOIN incident i ON i.id = ${of.incidentId}::uuid JOIN camera c ON c.id = r.camera_id JOIN site s ON s.id = c.site_id
    WHERE ST_Intersects(r.coverage, ${place}) AND r.during && i.occurred AND r.recorded_at <= i.recorded_at AND r.replaced_at > i.recorded_at AND ${reach}
      AND NOT EXISTS (SELECT 1 FROM camera_placement p WHERE p.camera_id = r.camera_id AND p.valid && i.occurred AND ST_Intersects(p.coverage, ${place}))
    GROUP BY c.id, s.id ORDER BY max(r.replaced_at) DESC, c.id LIMIT ${MOST}`;
}

const STATEMENTS = {
  own: prepareStatement('replaced_own', [...KEYS, 'organisationId'], (of) => build(of, sql`c.owner_id = ${of.organisationId}::uuid`)),
  units: prepareStatement('replaced_units', [...KEYS, 'unitIds'], (of) => build(of, inUnits(sql`c.unit_id`, { unitIds: sql`${of.unitIds}` }))),
  any: prepareStatement('replaced_any', KEYS, (of) => build(of, sql`true`)),
};

function replacedStatement({ incidentId, disc, reach: { scope, organisationId, unitIds } }: CandidateSearch): Statement {
  return STATEMENTS[scope]({ incidentId, disc: JSON.stringify(disc), organisationId, unitIds });
}

/** Cameras within reach that a later entry of their placement took out of an incident's candidates, the latest entry first, 50 at most. On the index of what was replaced. */
export async function listReplacedPlacements(db: Queryable, search: CandidateSearch): Promise<ReplacedPlacement[]> {
  return db.rows(replacedStatement(search));
}
