import { AppError, type ErrorKind } from '../../domain/app-error.ts';
import type { FieldRule } from '../../domain/field-rule.ts';

/** One field that the server refused: `path` in dots, as in the body that was sent (`placement.hfovDeg`). */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
  /** Why in one word, where the server has one that is known here. */
  readonly rule?: FieldRule;
  /** The bound that the rule names. */
  readonly limit?: number;
}

const KIND_OF_STATUS: Readonly<Record<number, ErrorKind>> = {
  0: 'unreachable',
  400: 'malformed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  422: 'invalid',
  429: 'rate_limited',
  503: 'unavailable',
  504: 'timeout',
};

/** What a problem says besides its code. `status` is 0 when no answer came at all. */
export interface ApiProblemFacts {
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  readonly details?: Readonly<Record<string, unknown>>;
  /** Seconds to wait before another try, from `Retry-After`. */
  readonly retryAfterS?: number | null;
  readonly cause?: unknown;
}

/** A refusal or failure of the API: RFC 9457 problem+json made an {@link AppError}, or the lack of any answer. */
export class ApiProblem extends AppError {
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
  readonly retryAfterS: number | null;

  constructor(code: string, facts: ApiProblemFacts) {
    super(KIND_OF_STATUS[facts.status] ?? 'internal', code, facts.detail, { details: facts.details ?? {}, cause: facts.cause });
    this.name = 'ApiProblem';
    this.status = facts.status;
    this.detail = facts.detail;
    this.errors = facts.errors ?? [];
    this.retryAfterS = facts.retryAfterS ?? null;
  }
}

/** Whether `error` came from the API, optionally with the given code. */
export function isApiProblem(error: unknown, code?: string): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code);
}
