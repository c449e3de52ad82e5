import { AppError } from '../../domain/app-error.ts';
import type { ErrorDetails } from '../../domain/app-error.ts';

/** Why an answer counts as none; for `details.reason`. */
export type BadAnswerReason = 'cut_short' | 'too_large' | 'malformed' | 'encoded' | 'redirect' | 'status' | 'not_soap' | 'missing' | 'address';

/** Kind `camera`, code `bad_answer`: the far end spoke, and not as an ONVIF device does. */
export function badAnswerError(reason: BadAnswerReason, message: string, details: ErrorDetails = {}, cause?: unknown): AppError {
  return new AppError('camera', 'bad_answer', message, { details: { reason, ...details }, ...(cause === undefined ? {} : { cause }) });
}

/** Whether `error` is a {@link badAnswerError} for one of these reasons. */
export function isBadAnswer(error: unknown, ...reasons: readonly BadAnswerReason[]): error is AppError {
  return error instanceof AppError && error.code === 'bad_answer' && reasons.includes(error.details['reason'] as BadAnswerReason);
}

/** Kind `camera`, code `auth_failed`; `details` may hold the camera's own words. */
export function authFailedError(hasCredentials: boolean, details: ErrorDetails = {}): AppError {
  const message = hasCredentials
    ? 'The camera refused the sign-in. Check user name and password, that this user may use ONVIF (many cameras keep separate ONVIF users), and the clock of the camera.'
    : 'The camera asks for a sign-in. Give the user name and password of an ONVIF user of this camera.';
  return new AppError('camera', 'auth_failed', message, { details });
}

const MAX_WORDS_CHARACTERS = 200;

/** A text of the camera, fit for details of errors: control, invisible and direction characters out, white space squeezed, at most 200 characters. */
export function cameraWords(text: string): string {
  return text
    .slice(0, 10 * MAX_WORDS_CHARACTERS)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_WORDS_CHARACTERS)
    .replace(HALF_CHARACTER, '');
}

/** What a cut may leave of a character of two units: no database takes it. */
export const HALF_CHARACTER = /[\ud800-\udbff]$/;
