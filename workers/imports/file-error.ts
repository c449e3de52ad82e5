import { AppError } from '../../domain/app-error.ts';

/** Why a whole file can't be read. Nothing of it was registered. */
export function fileError(code: string, message: string, options: { details?: Readonly<Record<string, unknown>>; cause?: unknown } = {}): AppError {
  return new AppError('invalid', code, message, options);
}

/** A file of more rows than one import takes. */
export function tooManyRows(): AppError {
  return fileError('too_many_rows', 'The file has more than 50,000 rows. Divide it into several files.');
}
