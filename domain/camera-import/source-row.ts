import { AppError, type ErrorDetails } from '../app-error.ts';
import type { ImportColumn } from './import-column.ts';

/** A cell as its file holds it. `number` is a spreadsheet's own number: digits with a dot, dates as days since 1899-12-30. */
export interface SourceCell {
  readonly kind: 'text' | 'number' | 'formula' | 'error';
  readonly text: string;
}

/** A row of a file; `number` is what people see beside it (in GeoJSON the feature's position, from 1). */
export interface SourceRow {
  readonly number: number;
  readonly cells: ReadonlyMap<ImportColumn, SourceCell>;
  /** Why the row can't be read at all. */
  readonly fault?: AppError;
}

/** The error of one row; `column` says where to look. Its message never quotes what stands there: it may be a password in the wrong column. */
export function rowError(code: string, message: string, column?: ImportColumn, details: ErrorDetails = {}): AppError {
  return new AppError('invalid', code, message, { details: column === undefined ? details : { ...details, column } });
}
