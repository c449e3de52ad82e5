import sql from 'sql-template-tag';
import type { Queryable } from '../../db/database.ts';
import { neighbourhoodUnits, TOWN_SUCCESSIONS, UNIT_CODES, upperUnits, type TownUnit, type TownUnits } from './town-units.ts';

/** Stores the tree of units. A unit whose code is there already (imported from the official list) stays as it is and is used. */
export async function storeUnits(tx: Queryable, nowMs: number): Promise<TownUnits> {
  const codes = await existingCodes(tx);
  const fresh = upperUnits(nowMs).filter(({ code }) => !codes.has(code!));
  for (const { code, id } of fresh) codes.set(code!, id);
  const neighbourhoods = neighbourhoodUnits(nowMs);
  await insertUnits(tx, [...fresh, ...neighbourhoods], codes);
  await insertSuccessions(tx, codes);
  return { provinceId: codes.get(UNIT_CODES.province)!, communeId: codes.get(UNIT_CODES.commune)!, neighbourhoods };
}

async function existingCodes(tx: Queryable): Promise<Map<string, string>> {
  const rows = await tx.rows<{ code: string; id: string }>(sql`SELECT code, id FROM unit WHERE code = ANY(${Object.values(UNIT_CODES)}::text[])`);
  return new Map(rows.map(({ code, id }) => [code, id]));
}

/** Parents come before their children: the closure of a new unit is made from its parent's. */
async function insertUnits(tx: Queryable, units: readonly TownUnit[], codes: ReadonlyMap<string, string>): Promise<void> {
  const rows = units.map((unit, position) => ({ ...unit, position, parentId: unit.parentCode === null ? null : codes.get(unit.parentCode)! }));
  await tx.run(sql`INSERT INTO unit (id, code, level, name, parent_id, boundary, valid)
    SELECT id, code, level, name, "parentId", ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(boundary), 4326)), daterange(coalesce("validFrom", '-infinity'), "validTo")
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(position integer, id uuid, code text, level text, name text, "parentId" uuid, boundary jsonb, "validFrom" date, "validTo" date)
    ORDER BY position`);
}

async function insertSuccessions(tx: Queryable, codes: ReadonlyMap<string, string>): Promise<void> {
  const rows = TOWN_SUCCESSIONS.map(({ predecessorCode, successorCode, ...rest }) => ({
    ...rest,
    predecessorId: codes.get(predecessorCode)!,
    successorId: codes.get(successorCode)!,
  }));
  await tx.run(sql`INSERT INTO unit_succession (predecessor_id, successor_id, kind, happened_on)
    SELECT "predecessorId", "successorId", kind, "happenedOn" FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x("predecessorId" uuid, "successorId" uuid, kind text, "happenedOn" date)
    ON CONFLICT DO NOTHING`);
}
