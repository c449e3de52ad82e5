import { toAppError, type AppError, type ErrorKind } from '../../domain/app-error.ts';
import type { CameraProblem } from '../../domain/camera-contact.ts';
import type { ContactOutcome } from '../metrics.ts';

const OUTCOMES: { readonly [K in ErrorKind]: ContactOutcome } = {
  camera: 'camera',
  too_large: 'camera',
  malformed: 'camera',
  unreachable: 'unreachable',
  timeout: 'timeout',
  // an address that the network rules refuse: it was never dialled, and can't be until somebody changes it
  invalid: 'refused',
  forbidden: 'refused',
  cancelled: 'cancelled',
  unavailable: 'ours',
  internal: 'ours',
  unauthenticated: 'ours',
  not_found: 'ours',
  conflict: 'ours',
  rate_limited: 'ours',
};

/** A contact that failed, judged. */
export interface ContactFailure {
  readonly error: AppError;
  readonly outcome: ContactOutcome;
  /** The failure tells something about the camera: it is a result, not a failure of ours. */
  readonly isAboutCamera: boolean;
  /** The device answered, if only to refuse. */
  readonly answered: boolean;
  readonly problem: CameraProblem;
}

/** Judges what a contact was ended by. */
export function judgeFailure(thrown: unknown): ContactFailure {
  const error = toAppError(thrown);
  const outcome = OUTCOMES[error.kind];
  const isAboutCamera = outcome !== 'ours' && outcome !== 'cancelled';
  return { error, outcome, isAboutCamera, answered: outcome === 'camera', problem: { code: error.code, message: error.message } };
}
