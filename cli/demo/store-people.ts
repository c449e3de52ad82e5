import sql from 'sql-template-tag';
import type { Queryable } from '../../db/database.ts';
import type { TownPeople } from './town-people.ts';

/** Stores organisations, the units they answer for, and users. */
export async function storePeople(tx: Queryable, { organisations, users }: TownPeople): Promise<void> {
  await tx.run(sql`INSERT INTO organisation (id, kind, name)
    SELECT id, kind, name FROM jsonb_to_recordset(${JSON.stringify(organisations)}::jsonb) AS x(id uuid, kind text, name text)`);
  const units = organisations.flatMap(({ id, unitIds }) => unitIds.map((unitId) => ({ id, unitId })));
  await tx.run(
    sql`INSERT INTO organisation_unit (organisation_id, unit_id) SELECT id, "unitId" FROM jsonb_to_recordset(${JSON.stringify(units)}::jsonb) AS x(id uuid, "unitId" uuid)`,
  );
  const rows = users.map(({ password: _shownOnce, ...row }) => row);
  await tx.run(sql`INSERT INTO app_user (id, username, display_name, role, organisation_id, password_hash, second_factor_exempt)
    SELECT id, username, "displayName", role, "organisationId", "passwordHash", true
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, username text, "displayName" text, role text, "organisationId" uuid, "passwordHash" text)`);
}
