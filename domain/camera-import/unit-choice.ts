import type { AppError } from '../app-error.ts';
import { rowError } from './source-row.ts';

/** A unit that a cell may mean, as people are told of it; `name` is followed by that of the unit above. */
export interface UnitChoice {
  readonly id: string;
  readonly code: string | null;
  readonly name: string;
}

/** Units that a row may mean: as many as are shown, and whether there are more. */
export interface UnitChoices {
  readonly items: readonly UnitChoice[];
  readonly hasMore: boolean;
}

/** A unit found by a reading of a text; `isWhole`: the whole text is its name. */
export interface UnitHit {
  readonly unit: UnitChoice;
  readonly isWhole: boolean;
}

const SHOWN = 5;
/** So many for each reading tell whether there are more than are shown. */
export const HITS_PER_READING = SHOWN + 1;

/** The units of a refusal `unit_ambiguous`; undefined for every other. */
export function choicesOfError({ details }: AppError): UnitChoices | undefined {
  return details['unitChoices'] as UnitChoices | undefined;
}

/** The choices with what is to be written for each (its code, else its id), one after another. */
export function listChoices({ items, hasMore }: UnitChoices): string {
  return [...items.map(({ id, code, name }) => `${name} (${code ?? id})`), ...(hasMore ? ['…'] : [])].join('; ');
}

/**
 * The unit that a text means, of those within reach that it fits; a unit of which the whole text is the name goes before those that are named with the unit above. Undefined: none.
 * Errors: `unit_ambiguous` (invalid), with the choices.
 */
export function chooseUnit(hits: readonly UnitHit[]): UnitChoice | undefined {
  const whole = hits.filter(({ isWhole }) => isWhole);
  const units = [...new Map((whole.length > 0 ? whole : hits).map(({ unit }) => [unit.id, unit])).values()];
  if (units.length <= 1) return units[0];
  const unitChoices: UnitChoices = { items: units.slice(0, SHOWN), hasMore: units.length > SHOWN };
  const message = `Several units that you may choose have this name. Write the code of the one you mean: ${listChoices(unitChoices)}.`;
  throw rowError('unit_ambiguous', message, 'unit', { unitChoices });
}
