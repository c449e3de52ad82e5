import type { ImportColumn } from './import-column.ts';
import type { UnitChoices } from './unit-choice.ts';

/** What became of one row of a list. */
export const IMPORT_OUTCOMES = ['registered', 'registered_with_warnings', 'already_registered', 'duplicate_in_file', 'refused'] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

/** Kinds of files that hold a list. */
export const IMPORT_FORMATS = ['csv', 'xlsx', 'geojson'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** Something about a registered row that a person should look at. */
export interface RowWarning {
  readonly code: string;
  readonly message: string;
  readonly cameraIds?: readonly string[];
  readonly columns?: readonly ImportColumn[];
}

/** A unit as outcomes show it; `name` is followed by that of the unit above. */
export interface OutcomeUnit {
  readonly id: string;
  readonly name: string;
}

/** Behind an outcome: why a row was refused, of which row it is a duplicate, its warnings, or its unit. Never a value of the file. */
export interface OutcomeDetails {
  readonly code?: string;
  readonly message?: string;
  readonly column?: ImportColumn;
  readonly firstRow?: number;
  /** The unit that was understood; none for a row that was refused. */
  readonly unit?: OutcomeUnit;
  /** Units that the row may mean, of a row refused as `unit_ambiguous`. */
  readonly unitChoices?: UnitChoices;
  readonly warnings?: readonly RowWarning[];
}

/** Limits of one list; what is beyond them is refused before anything is registered. */
export const IMPORT_LIMITS = {
  fileBytes: 32 * 1024 * 1024,
  rows: 50_000,
  columns: 100,
  rowCharacters: 65_536,
  cellCharacters: 4096,
} as const;
