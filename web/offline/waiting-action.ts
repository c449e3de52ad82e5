import type { ErrorKind } from '../../domain/app-error.ts';
import type { StoredCall } from '../api/stored-call.ts';
import type { StoredRow } from './stored-tables.ts';

/** What may wait for a connection; each has texts `waiting.kind.<name>`. See docs/design/offline.md, "Actions that wait". */
export const WAITING_KINDS = [
  'fault_note',
  'sign_photo',
  'fault_responsible',
  'request_approve',
  'request_deny',
  'request_fulfil',
  'request_revoke',
  'camera_confirm',
  'camera_absence',
  'clock_reading',
] as const;
export type WaitingKind = (typeof WAITING_KINDS)[number];

/** What an action rests on: it is only sent while the service still says so. */
export interface ActionGround {
  /** Of a record that is read before. */
  readonly path: string;
  /** Fields of it as they were when the action was entered. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Something that somebody did without a connection. */
export interface ActionInput<Answer = unknown> {
  readonly kind: WaitingKind;
  /** What it is about, in words: the camera's name. */
  readonly about: string;
  /** The record that it changes. */
  readonly recordId: string;
  readonly call: StoredCall<Answer>;
  readonly key: string;
  readonly ground?: ActionGround | undefined;
}

/** Why an action was not carried out: an answer of the service, or one of `ground_changed`, `outcome_unknown`, `waited_too_long`. */
export interface ActionProblem {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly detail: string;
}

/** An action as it is stored. */
export interface WaitingAction extends ActionInput, StoredRow {
  readonly userId: string;
  readonly enteredAtMs: number;
  /** When it was sent first; null: certainly never. From then on it may have arrived without our knowing. */
  readonly sentFirstAtMs: number | null;
  readonly state: 'waiting' | 'sent' | 'refused';
  readonly settledAtMs: number | null;
  readonly problem: ActionProblem | null;
}
