import type { z } from 'zod';
import { periodUntil, type AsAt } from '../../domain/coverage/as-at.ts';
import { sumFigures, type LeafFigures } from '../../domain/coverage/unit-figures.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { coverageSummaryOut } from '../../domain/wire/coverage-summary-wire.ts';
import type { Database } from '../../db/database.ts';
import * as units from '../../db/repositories/coverage-unit-repository.ts';
import type { CoverageQuestion } from './coverage-question.ts';
import { countLeaves, type UnitLeaves } from './unit-leaves.ts';

type Summary = z.output<typeof coverageSummaryOut>;

/** More units than this are no table that somebody reads. */
const MOST_UNITS = 500;
const NO_GROUPS: units.GroupCount = { taking: 0, all: 0 };

interface Rows {
  /** The unit that the answer is of; null: several. */
  readonly unit: units.NamedUnit | null;
  readonly rows: readonly units.NamedUnit[];
}

/** The units to tell apart. Whoever answers for one unit only has asked for that one. */
async function findRows(db: Database, { unit, within, cameras }: CoverageQuestion): Promise<Rows> {
  const { day } = cameras.at;
  const roots = unit === null ? (within ?? (await units.listTopUnitIds(db, day))) : [unit.id];
  const only = unit ?? (roots.length === 1 ? await units.findUnitWithin(db, roots[0]!, within) : null) ?? null;
  return { unit: only, rows: await units.listUppermostUnits(db, { roots, day, withRoots: only === null, limit: MOST_UNITS + 1 }) };
}

function figuresOf(leaves: readonly LeafFigures[], groups: units.GroupCount, withIncidents: boolean) {
  const { incidents, ...figures } = sumFigures(leaves);
  return { ...figures, groups: { taking: groups.taking, all: groups.all }, incidents: withIncidents ? incidents : null };
}

async function describeRows(
  db: Database,
  rows: readonly units.NamedUnit[],
  { figures, equipped }: UnitLeaves,
  question: CoverageQuestion,
): Promise<Summary['units']> {
  const ids = rows.map(({ id }) => id);
  const leafIds = [...figures.keys()].filter((id) => id !== '');
  const [members, groups] = await Promise.all([units.listMembership(db, ids, leafIds), units.countGroups(db, ids, question.cameras.at.day, equipped)]);
  const leavesOf = new Map<string, LeafFigures[]>(ids.map((id) => [id, []]));
  for (const { unitId, leafId } of members) leavesOf.get(unitId)!.push(figures.get(leafId)!);
  const groupsOf = new Map(groups.map((group) => [group.unitId, group]));
  return rows.map(({ id, name, level }) => ({ id, name, level, ...figuresOf(leavesOf.get(id)!, groupsOf.get(id) ?? NO_GROUPS, question.incidents !== null) }));
}

/** What is told of nothing: a unit that isn't there or out of reach. */
export function emptySummary(at: AsAt, days: number, withIncidents: boolean): Summary {
  const period = periodUntil(at, days);
  const head = { asOf: at.day, at: toIso(at.atMs), from: toIso(period.fromMs), days, unit: null, above: [] };
  return { ...head, ...figuresOf([], NO_GROUPS, withIncidents), units: [], moreUnits: false };
}

/** Counts by unit and state, groups taking part, uptime, changes and incidents: of what was asked for and of the units below it. */
export async function readSummary(db: Database, question: CoverageQuestion, days: number): Promise<Summary> {
  const { at } = question.cameras;
  const leaves = await countLeaves(db, question, periodUntil(at, days));
  const { unit, rows } = await findRows(db, question);
  const shown = rows.slice(0, MOST_UNITS);
  const [groups, above, described] = await Promise.all([
    units.countAllGroups(db, unit === null ? question.within : [unit.id], at.day, leaves.equipped),
    unit === null ? [] : units.listUnitsAbove(db, unit.id, question.within),
    describeRows(db, shown, leaves, question),
  ]);
  return {
    ...emptySummary(at, days, question.incidents !== null),
    ...{ unit, above },
    ...figuresOf([...leaves.figures.values()], groups, question.incidents !== null),
    units: described,
    moreUnits: rows.length > MOST_UNITS,
  };
}
