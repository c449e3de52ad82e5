import { AppError } from './app-error.ts';
import type { UnitLevel } from './camera-terms.ts';

/** Levels that an administrator makes by hand: the country is one, and there are no districts since 1 July 2025. */
export const MADE_LEVELS = ['province', 'commune', 'ward', 'township', 'special_zone', 'neighbourhood', 'drawn_area'] as const satisfies readonly UnitLevel[];
export type MadeLevel = (typeof MADE_LEVELS)[number];

const COMMUNES: readonly UnitLevel[] = ['commune', 'ward', 'township', 'special_zone'];

/** Under what each level may stand; `null` is under nothing. Districts stand here for units of before their end. */
const PARENTS: Readonly<Record<MadeLevel, readonly (UnitLevel | null)[]>> = {
  province: ['country', null],
  commune: ['province', 'district', null],
  ward: ['province', 'district', null],
  township: ['province', 'district', null],
  special_zone: ['province', null],
  neighbourhood: COMMUNES,
  drawn_area: ['country', 'province', ...COMMUNES, 'neighbourhood', null],
};

/** Errors: invalid `unit_parent_level`. */
export function checkUnitParent(level: MadeLevel, parent: UnitLevel | null): void {
  if (PARENTS[level].includes(parent)) return;
  const allowed = PARENTS[level].map((one) => one ?? 'nothing').join(', ');
  throw new AppError('invalid', 'unit_parent_level', `A ${level} stands under one of: ${allowed}. Choose another parent.`);
}

/** The levels that may stand under a unit of level `parent`; `null` is under nothing. */
export function levelsUnder(parent: UnitLevel | null): MadeLevel[] {
  return MADE_LEVELS.filter((level) => PARENTS[level].includes(parent));
}
