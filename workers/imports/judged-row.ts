import type { AppError } from '../../domain/app-error.ts';
import type { BatchCamera } from '../../db/repositories/camera-batch-repository.ts';
import type { StoredOutcome } from '../../db/repositories/camera-import-repository.ts';
import { columnOfError } from '../../domain/camera-import/column-of-fault.ts';
import type { ImportColumn } from '../../domain/camera-import/import-column.ts';
import type { OutcomeUnit } from '../../domain/camera-import/import-outcome.ts';
import { choicesOfError } from '../../domain/camera-import/unit-choice.ts';
import { findPersonalDataInName } from '../../domain/personal-data-check.ts';
import type { SourceRow } from '../../domain/camera-import/source-row.ts';

/** A row after everything that can be told without the register: a camera to be, or the outcome that is certain already. */
export type JudgedRow =
  | { readonly rowNumber: number; readonly camera: BatchCamera; readonly unit: OutcomeUnit; readonly assumed: readonly ImportColumn[] }
  | { readonly rowNumber: number; readonly outcome: StoredOutcome };

const SHOWN_NAME_CHARACTERS = 200;

/** The name as it may be shown beside an outcome: cut, and without what can't be shown; null for one with a plate, ID or phone number in it, which is kept nowhere. */
export function shownName(row: SourceRow): string | null {
  const text = row.cells
    .get('name')
    ?.text.replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim();
  return text === undefined || text === '' || findPersonalDataInName(text).length > 0
    ? null
    : text.slice(0, SHOWN_NAME_CHARACTERS).replace(/\p{Surrogate}$/u, '');
}

/** The outcome of a row that can't become a camera. */
export function refusedOutcome(rowNumber: number, name: string | null, error: AppError): StoredOutcome {
  const column = columnOfError(error);
  const unitChoices = choicesOfError(error);
  const details = {
    code: error.code,
    message: error.message,
    ...(column === undefined ? {} : { column }),
    ...(unitChoices === undefined ? {} : { unitChoices }),
  };
  return { rowNumber, outcome: 'refused', name, cameraId: null, details };
}

/** The outcome of a row that says the same as row `firstRow` before it. */
export function duplicateOutcome(rowNumber: number, name: string | null, unit: OutcomeUnit, firstRow: number): StoredOutcome {
  const details = { code: 'duplicate_in_file', message: `This is the same camera as in row ${firstRow}.`, firstRow, unit };
  return { rowNumber, outcome: 'duplicate_in_file', name, cameraId: null, details };
}
