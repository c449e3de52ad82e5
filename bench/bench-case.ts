import sql from 'sql-template-tag';
import type { Database } from '../db/database.ts';
import { insertOrganisation, insertUser } from '../db/repositories/organisation-repository.ts';
import { newId } from '../platform/new-id.ts';

/** An officer with a request that is open, for seconds of one camera. */
export interface BenchCase {
  readonly incidentId: string;
  readonly requestId: string;
  readonly cameraId: string;
  readonly userId: string;
  readonly organisationId: string;
}

/** The unit that everything lies in: ten kilometres square. */
const BOUNDARY = 'MULTIPOLYGON(((108 11, 109 11, 109 12, 108 12, 108 11)))';

async function insertPeople(db: Database, unitId: string): Promise<{ userId: string; organisationId: string; boardId: string }> {
  const [userId, organisationId, boardId] = [newId(), newId(), newId()];
  await db.run(sql`INSERT INTO unit (id, code, level, name, boundary) VALUES (${unitId}, '1', 'ward', 'Phường', ST_GeomFromText(${BOUNDARY}, 4326))`);
  await insertOrganisation(db, { id: organisationId, kind: 'police_post', name: 'Công an phường', unitIds: [unitId] });
  await insertOrganisation(db, { id: boardId, kind: 'board', name: 'Ban điều hành', unitIds: [unitId] });
  await insertUser(db, {
    id: userId,
    username: 'officer',
    displayName: 'Cán bộ',
    role: 'officer',
    organisationId,
    passwordHash: '',
    mustChangePassword: false,
  });
  return { userId, organisationId, boardId };
}

async function insertCamera(db: Database, unitId: string, boardId: string): Promise<string> {
  const [siteId, cameraId] = [newId(), newId()];
  await db.run(sql`INSERT INTO site (id, unit_id, name) VALUES (${siteId}, ${unitId}, 'Ngã ba')`);
  await db.run(
    sql`INSERT INTO camera (id, site_id, owner_id, unit_id, name, name_folded, purpose, phase) VALUES (${cameraId}, ${siteId}, ${boardId}, ${unitId}, 'Mắt 1', 'mat 1', 'junction', 0)`,
  );
  return cameraId;
}

/** Enters a case whose request opens `toMs` − `fromMs` of a camera, as an emergency does: at once. */
export async function enterBenchCase(db: Database, during: { readonly fromMs: number; readonly toMs: number }): Promise<BenchCase> {
  const [unitId, incidentId, requestId] = [newId(), newId(), newId()];
  const { userId, organisationId, boardId } = await insertPeople(db, unitId);
  const cameraId = await insertCamera(db, unitId, boardId);
  const range = sql`tstzrange(${new Date(during.fromMs)}, ${new Date(during.toMs)})`;
  await db.run(sql`INSERT INTO incident (id, reference_number, category, occurred, location, uncertainty_m, summary, unit_id, entered_by, entered_for, reported_at, recorded_at)
    VALUES (${incidentId}, 'VV-1', 'brawl', ${range}, ST_SetSRID(ST_MakePoint(108.5, 11.5), 4326), 10, '', ${unitId}, ${userId}, ${organisationId}, now(), now())`);
  await db.run(sql`INSERT INTO footage_request (id, incident_id, camera_id, owner_id, unit_id, requested_by, requested_for, requested_at, asked, during, purpose, legal_basis, extent_revision, deciders, needs_second, access_hours,
      emergency, justify_by, due_at, expires_at, state, access_from, access_until)
    VALUES (${requestId}, ${incidentId}, ${cameraId}, ${boardId}, ${unitId}, ${userId}, ${organisationId}, now(), ${range}, ${range}, 'bench', 'bench', 0, 1, false, 24, true, now() + interval '1 day', now() + interval '1 day',
      now() + interval '1 day', 'approved', now() - interval '1 second', now() + interval '23 hours')`);
  return { incidentId, requestId, cameraId, userId, organisationId };
}
