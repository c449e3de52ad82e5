import sql, { type Sql } from 'sql-template-tag';
import type { UnitChoice } from '../../domain/camera-import/unit-choice.ts';
import type { UnitReading } from '../../domain/camera-import/unit-reading.ts';
import type { LonLat } from '../../domain/geojson.ts';
import type { Queryable } from '../database.ts';
import { VIETNAM_TODAY } from '../vietnam-today.ts';

/** One import at a time stores a batch: two that run at once would not see each other's cameras. Ends with the transaction. */
export async function lockRegistration(db: Queryable): Promise<void> {
  await db.run(sql`SELECT pg_advisory_xact_lock(hashtext('matpho camera import'))`);
}

/** A row to be found in the register. */
export interface RowToFind {
  readonly rowNumber: number;
  readonly ownerId: string;
  readonly externalId: string | null;
  readonly canonicalUrl: string | null;
  readonly unitId: string;
  readonly nameFolded: string;
  readonly position: LonLat;
}

/**
 * Cameras in service that rows are already, by row number: by the row's own code, by its address, without an address by name and place (2 m) in the unit. The
 * rules are those of `claimed-identities.ts`.
 */
export async function findRegistered(db: Queryable, rows: readonly RowToFind[]): Promise<Map<number, string>> {
  const wanted = rows.map(({ position: [lon, lat], ...row }) => ({ ...row, lon, lat }));
  const found = await db.rows<{ rowNumber: number; cameraId: string }>(sql`SELECT x."rowNumber", hit.id AS "cameraId"
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      AS x("rowNumber" integer, "ownerId" uuid, "externalId" text, "canonicalUrl" text, "unitId" uuid, "nameFolded" text, lon float8, lat float8)
    CROSS JOIN LATERAL (
      (SELECT c.id, 1 AS worth FROM camera c WHERE c.owner_id = x."ownerId" AND c.external_id = x."externalId" AND c.retired_at IS NULL LIMIT 1)
      UNION ALL
      (SELECT c.id, 2 FROM camera_source src JOIN camera c ON c.id = src.camera_id
        WHERE src.canonical_url = x."canonicalUrl" AND c.owner_id = x."ownerId" AND c.retired_at IS NULL AND (x."externalId" IS NULL OR c.external_id IS NULL) ORDER BY c.id LIMIT 1)
      UNION ALL
      (SELECT c.id, 3 FROM camera_placement p JOIN camera c ON c.id = p.camera_id
        WHERE x."canonicalUrl" IS NULL AND p.position && ST_Expand(ST_SetSRID(ST_MakePoint(x.lon, x.lat), 4326), 0.00002)
          AND ST_DWithin(p.position::geography, ST_SetSRID(ST_MakePoint(x.lon, x.lat), 4326)::geography, 2) AND upper_inf(p.valid)
          AND c.owner_id = x."ownerId" AND c.unit_id = x."unitId" AND c.name_folded = x."nameFolded" AND c.retired_at IS NULL
          AND (x."externalId" IS NULL OR c.external_id IS NULL) ORDER BY c.id LIMIT 1)
      ORDER BY worth LIMIT 1
    ) hit`);
  return new Map(found.map(({ rowNumber, cameraId }) => [rowNumber, cameraId]));
}

/** What the rows became when the same organisation imported the same file before, as far as those cameras are still in service. */
export async function findEarlierCameras(
  db: Queryable,
  file: { importId: string; organisationId: string; sha256: Buffer },
  rowNumbers: readonly number[],
): Promise<Map<number, string>> {
  const found = await db.rows<{ rowNumber: number; cameraId: string }>(sql`SELECT DISTINCT ON (r.row_number) r.row_number AS "rowNumber", c.id AS "cameraId"
    FROM camera_import i JOIN camera_import_row r ON r.import_id = i.id JOIN camera c ON c.id = r.camera_id AND c.retired_at IS NULL
    WHERE i.organisation_id = ${file.organisationId} AND i.file_sha256 = ${file.sha256} AND i.id <> ${file.importId} AND r.row_number = ANY(${rowNumbers}::int[])
    ORDER BY r.row_number, i.id DESC`);
  return new Map(found.map(({ rowNumber, cameraId }) => [rowNumber, cameraId]));
}

/** A text as a uuid, null if it is none: so that the comparison uses the key's index and no text makes it fail. */
function uuidOrNull(text: Sql): Sql {
  return sql`CASE WHEN ${text} ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN ${text}::uuid END`;
}

/** A unit `u` as people are told of it, with that above it. */
const CHOICE = sql`u.id, u.code, u.name || coalesce(', ' || (SELECT above.name FROM unit above WHERE above.id = u.parent_id), '') AS name`;

/** That the organisation answers for unit `u`. */
function isOwn(organisationId: string): Sql {
  return sql`EXISTS (SELECT 1 FROM unit_closure uc JOIN organisation_unit ou ON ou.unit_id = uc.ancestor_id
    WHERE uc.descendant_id = u.id AND ou.organisation_id = ${organisationId})`;
}

/** Units that files name by code or id, by the text they use. `own` says whether the organisation answers for it. */
export async function findUnitsOfTexts(
  db: Queryable,
  organisationId: string,
  texts: readonly string[],
): Promise<readonly (UnitChoice & { readonly text: string; readonly own: boolean })[]> {
  return db.rows(sql`SELECT t.text, ${CHOICE}, ${isOwn(organisationId)} AS own
    FROM unnest(${texts}::text[]) AS t(text)
    CROSS JOIN LATERAL (SELECT id, code, name, parent_id FROM unit WHERE code = t.text
      UNION SELECT id, code, name, parent_id FROM unit WHERE id = ${uuidOrNull(sql`t.text`)}) u`);
}

/** The units that are called as one of `names` (jsonb) is. Each name is looked up by itself: as a join the planner would make the keys of all units. */
function unitsCalled(names: Sql): Sql {
  return sql`jsonb_to_recordset(${names}) AS place(key text, level text)
    CROSS JOIN LATERAL (SELECT * FROM unit WHERE unit_name_key(name) = place.key AND (place.level IS NULL OR place.level = level) OFFSET 0) called`;
}

/** Units of today that texts name, `limit` for each reading at most; only those that `ownOf` answers for, if it is given. */
export async function findUnitsNamed(
  db: Queryable,
  ownOf: string | undefined,
  readings: readonly (UnitReading & { readonly text: string })[],
  limit: number,
): Promise<readonly (UnitChoice & { readonly text: string; readonly isWhole: boolean })[]> {
  const numbered = readings.map((reading, number) => ({ ...reading, number }));
  const named = sql`unit_name_key(u.name) = r.key AND u.valid @> ${VIETNAM_TODAY} AND ${ownOf === undefined ? sql`true` : isOwn(ownOf)}`;
  // every ward has a "Tổ 5": with the unit above it is looked for among that one's few, not among all of the country
  return db.rows(sql`WITH reading AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(numbered)}::jsonb) AS r(number integer, text text, key text, parent jsonb, grandparent jsonb)
    ), parent AS MATERIALIZED (
      SELECT r.number, called.id FROM reading r CROSS JOIN LATERAL ${unitsCalled(sql`r.parent`)}
      WHERE r.grandparent IS NULL OR called.parent_id = ANY(ARRAY(SELECT called.id FROM ${unitsCalled(sql`r.grandparent`)}))
    )
    SELECT r.text, r.parent IS NULL AS "isWhole", hit.id, hit.code, hit.name
    FROM reading r CROSS JOIN LATERAL (
      SELECT * FROM (
        SELECT ${CHOICE} FROM unit u WHERE r.parent IS NULL AND ${named}
        UNION ALL
        SELECT ${CHOICE} FROM parent JOIN unit u ON u.parent_id = parent.id WHERE parent.number = r.number AND ${named}
      ) u ORDER BY u.name, u.id LIMIT ${limit}
    ) hit`);
}

/** Units that an organisation answers for directly. */
export async function unitsOfOrganisation(db: Queryable, organisationId: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    sql`SELECT unit_id AS id FROM organisation_unit WHERE organisation_id = ${organisationId} ORDER BY unit_id LIMIT 2`,
  );
  return rows.map(({ id }) => id);
}

/** Networks that an organisation's cameras may lie in, as they were entered; null: no limit of its own. */
export async function networksOfOrganisation(db: Queryable, organisationId: string): Promise<readonly string[] | null> {
  const { networks } = await db.row<{ networks: string[] | null }>(sql`SELECT camera_networks AS networks FROM organisation WHERE id = ${organisationId}`);
  return networks;
}
