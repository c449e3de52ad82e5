import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** Reference numbers of incidents by id, in one statement; ids that name none, and null, are left out. */
export async function readReferenceNumbers(db: Queryable, incidentIds: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(incidentIds)].filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const rows = await db.rows<{ id: string; referenceNumber: string }>(
    sql`SELECT id, reference_number AS "referenceNumber" FROM incident WHERE id = ANY(${ids}::uuid[])`,
  );
  return new Map(rows.map(({ id, referenceNumber }) => [id, referenceNumber]));
}

/** The incident of a reference number that this person may know of; undefined without one. */
export async function findByReferenceNumber(db: Queryable, referenceNumber: string): Promise<string | undefined> {
  return (await db.rows<{ id: string }>(sql`SELECT id FROM incident WHERE reference_number = ${referenceNumber}`))[0]?.id;
}
