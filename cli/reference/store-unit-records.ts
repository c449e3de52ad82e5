import sql from 'sql-template-tag';
import type { Queryable } from '../../db/database.ts';
import { newId } from '../../platform/new-id.ts';
import { referenceError } from './read-reference.ts';
import type { UnitRecord } from './unit-record.ts';

/** What came of a file of units. */
export interface UnitCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

const BATCH = 500;

/** Parents before children, in rounds. Errors: `reference_file_invalid` for a code that comes twice, an unknown parent, or a ring of parents. */
function inRounds(path: string, records: readonly UnitRecord[], known: ReadonlySet<string>): UnitRecord[][] {
  const codes = new Set(records.map(({ code }) => code));
  if (codes.size < records.length) {
    const twice = records.find(({ code }, index) => records.findIndex((other) => other.code === code) !== index)!;
    throw referenceError(path, `${twice.place}: the code ${twice.code} is there twice.`);
  }
  const rounds: UnitRecord[][] = [];
  const placed = new Set<string>();
  for (let left = records; left.length > 0;) {
    const isReady = ({ parentCode }: UnitRecord): boolean =>
      parentCode === undefined || placed.has(parentCode) || (known.has(parentCode) && !codes.has(parentCode));
    const round = left.filter(isReady);
    if (round.length === 0) throw referenceError(path, `${left[0]!.place}: there is no unit ${left[0]!.parentCode}, its parent, above it.`);
    rounds.push(round);
    for (const { code } of round) placed.add(code);
    left = left.filter(({ code }) => !placed.has(code));
  }
  return rounds;
}

async function knownCodes(tx: Queryable): Promise<Set<string>> {
  const rows = await tx.rows<{ code: string }>(sql`SELECT code FROM unit WHERE code IS NOT NULL`);
  return new Set(rows.map(({ code }) => code));
}

async function storeBatch(tx: Queryable, records: readonly UnitRecord[]): Promise<{ added: number; changed: number }> {
  const rows = records.map(({ place: _place, ...record }) => ({ ...record, id: newId() }));
  const input = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, code text, level text, name text, "parentCode" text, "validFrom" date, boundary jsonb)`;
  const geometry = sql`ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(x.boundary), 4326)), 3))`;
  const changed =
    await tx.run(sql`UPDATE unit u SET level = coalesce(x.level, u.level), name = coalesce(x.name, u.name), boundary = CASE WHEN jsonb_typeof(x.boundary) = 'object' THEN ${geometry} ELSE u.boundary END
    FROM ${input} WHERE u.code = x.code AND ((coalesce(x.level, u.level), coalesce(x.name, u.name)) IS DISTINCT FROM (u.level, u.name)
      OR (jsonb_typeof(x.boundary) = 'object' AND (u.boundary IS NULL OR NOT ST_OrderingEquals(u.boundary, ${geometry}))))`);
  const moved = await tx.run(
    sql`UPDATE unit u SET parent_id = p.id FROM ${input} JOIN unit p ON p.code = x."parentCode" WHERE u.code = x.code AND u.parent_id IS DISTINCT FROM p.id`,
  );
  const added = await tx.run(sql`INSERT INTO unit (id, code, level, name, parent_id, boundary, valid)
    SELECT x.id, x.code, x.level, x.name, (SELECT p.id FROM unit p WHERE p.code = x."parentCode"),
      CASE WHEN jsonb_typeof(x.boundary) = 'object' THEN ${geometry} END, daterange(coalesce(x."validFrom", '-infinity'), NULL)
    FROM ${input} WHERE NOT EXISTS (SELECT 1 FROM unit u WHERE u.code = x.code)`);
  return { added, changed: Math.max(changed, moved) };
}

/**
 * Adds units by their codes and brings those that are there up to date: name, level, parent and boundary, where the file says them. Nothing is removed, and dates of units that are there stay.
 * Call it in one transaction. Errors: `reference_file_invalid`.
 */
export async function storeUnitRecords(tx: Queryable, path: string, records: readonly UnitRecord[]): Promise<UnitCounts> {
  const known = await knownCodes(tx);
  const nameless = records.find(({ code, name, level }) => !known.has(code) && (name === undefined || level === undefined));
  if (nameless !== undefined) throw referenceError(path, `${nameless.place}: the unit ${nameless.code} is new, so it needs a name and a level.`);
  let [added, changed] = [0, 0];
  for (const round of inRounds(path, records, known)) {
    for (let at = 0; at < round.length; at += BATCH) {
      const counts = await storeBatch(tx, round.slice(at, at + BATCH));
      added += counts.added;
      changed += counts.changed;
    }
  }
  return { added, changed, unchanged: records.length - added - changed };
}
