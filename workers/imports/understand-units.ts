import type { Queryable } from '../../db/database.ts';
import { findUnitsNamed, findUnitsOfTexts } from '../../db/repositories/import-match-repository.ts';
import { AppError } from '../../domain/app-error.ts';
import { rowError } from '../../domain/camera-import/source-row.ts';
import { chooseUnit, HITS_PER_READING, type UnitChoice, type UnitHit } from '../../domain/camera-import/unit-choice.ts';
import { readingsOfUnitText } from '../../domain/camera-import/unit-reading.ts';

/** On whose behalf a file is imported, and how far the permission reaches. */
export interface ImportCaller {
  readonly organisationId: string;
  readonly scope: 'own' | 'any';
}

/** No unit within reach is called so. */
export function unknownUnit(): AppError {
  return rowError('unknown_unit', 'You have no unit with this code, id or name. Look at how it is written, or take its code from the list of units.', 'unit');
}

function unitOutOfReach(): AppError {
  return rowError('unit_out_of_reach', 'This unit is not one of yours. Choose a unit that your organisation answers for.', 'unit');
}

/** The unit that hits lead to, why there is none, or undefined without hits. */
function chosenOf(hits: readonly UnitHit[] = []): UnitChoice | AppError | undefined {
  try {
    return chooseUnit(hits);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

async function findNamed(db: Queryable, caller: ImportCaller, texts: readonly string[]): Promise<ReadonlyMap<string, readonly UnitHit[]>> {
  const readings = texts.flatMap((text) => readingsOfUnitText(text).map((reading) => ({ ...reading, text })));
  const hits = new Map<string, UnitHit[]>();
  if (readings.length === 0) return hits;
  const ownOf = caller.scope === 'own' ? caller.organisationId : undefined;
  for (const { text, isWhole, ...unit } of await findUnitsNamed(db, ownOf, readings, HITS_PER_READING))
    hits.set(text, [...(hits.get(text) ?? []), { unit, isWhole }]);
  return hits;
}

/** What each of `texts` means: the unit with that code or id, else the unit called so, of those within the caller's reach; or why the text means none (`unknown_unit`, `unit_out_of_reach`, `unit_ambiguous`). */
export async function understandUnits(db: Queryable, caller: ImportCaller, texts: readonly string[]): Promise<ReadonlyMap<string, UnitChoice | AppError>> {
  const coded = await findUnitsOfTexts(db, caller.organisationId, texts);
  const within = new Map(coded.filter(({ own }) => own || caller.scope === 'any').map((unit) => [unit.text, unit]));
  // asked by name even if a unit beyond reach has it as its code: that one must not hide the own
  const named = await findNamed(
    db,
    caller,
    texts.filter((text) => !within.has(text)),
  );
  const beyond = new Set(coded.map(({ text }) => text));
  return new Map(texts.map((text) => [text, within.get(text) ?? chosenOf(named.get(text)) ?? (beyond.has(text) ? unitOutOfReach() : unknownUnit())]));
}
