import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** Names of the organisations that these people belong to today, by the person's id, in one statement; ids that name nobody, and null, are left out. */
export async function readActorOrganisations(db: Queryable, userIds: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(userIds)].filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const rows = await db.rows<{ id: string; name: string }>(
    sql`SELECT a.id, o.name FROM app_user a JOIN organisation o ON o.id = a.organisation_id WHERE a.id = ANY(${ids}::uuid[])`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
