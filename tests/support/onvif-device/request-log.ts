import type { IncomingHttpHeaders } from 'node:http';
import type { AuthRecord } from './auth/auth-verdict.ts';
import type { EndpointKey } from './operation.ts';

/** What is kept of a request. Bodies are not, and credentials are blotted out of the header fields. */
export interface RecordedRequest {
  /** Name of a SOAP operation, `snapshot`, `invalid` for a body that is no SOAP request, or `GET /path`. */
  readonly operation: string;
  /** The endpoint that the operation belongs to, for SOAP requests that were understood. */
  readonly endpoint?: EndpointKey;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly auth: AuthRecord;
  readonly headers: IncomingHttpHeaders;
  /** When it came, in true time. */
  readonly atMs: number;
  /** HTTP status of the reply; absent while there is none. */
  readonly status?: number;
}

/** The log's own view of an entry: the status comes later. */
export interface RequestRecord extends RecordedRequest {
  status?: number;
}

interface Waiter {
  readonly matches: (request: RecordedRequest) => boolean;
  readonly resolve: (request: RecordedRequest) => void;
  readonly reject: (reason: Error) => void;
}

/** Every request that the device got, oldest first. */
export class RequestLog {
  readonly requests: RequestRecord[] = [];
  readonly #waiters = new Set<Waiter>();

  add(record: RequestRecord): void {
    this.requests.push(record);
    for (const waiter of [...this.#waiters].filter(({ matches }) => matches(record))) {
      this.#waiters.delete(waiter);
      waiter.resolve(record);
    }
  }

  /** The first matching request, whether it has come already or not. Rejects when the device stops before. */
  async waitFor(matches: (request: RecordedRequest) => boolean): Promise<RecordedRequest> {
    const past = this.requests.find(matches);
    if (past !== undefined) return past;
    return new Promise((resolve, reject) => this.#waiters.add({ matches, resolve, reject }));
  }

  /** Gives up on what nobody will send any more. */
  close(): void {
    for (const waiter of this.#waiters) waiter.reject(new Error('the ONVIF test device was stopped'));
    this.#waiters.clear();
  }
}

/**
 * Header fields without secrets: of `Authorization` only the scheme and, for digest, the parameters that are not made
 * from the password.
 */
export function redactHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { authorization } = headers;
  if (authorization === undefined) return { ...headers };
  const scheme = authorization.split(' ', 1)[0] ?? '';
  const redacted = scheme.toLowerCase() === 'digest' ? authorization.replace(/\bresponse\s*=\s*"[^"]*"/gi, 'response="(redacted)"') : `${scheme} (redacted)`;
  return { ...headers, authorization: redacted };
}
