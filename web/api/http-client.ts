import { ApiProblem } from './api-problem.ts';
import { noteReach } from './reach.ts';
import { readProblem } from './read-problem.ts';

/** Where all routes of the API begin; same origin, so that the session cookie goes along. */
export const API_BASE = '/api/v1';

/** Values of a query string; `undefined`, `null` and '' are left out. */
export type QueryValues = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What one call needs besides its path. */
export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly query?: QueryValues;
  /** A form with files, or anything that becomes JSON. */
  readonly body?: unknown;
  /** Makes a repeated creation harmless: the same key gives the first answer again. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal | undefined;
  /** Whose call it is: refused with `other_user` when somebody else is signed in by now. */
  readonly forUserId?: string | undefined;
}

/**
 * One call of the API; pages go by `callApi`, which knows the routes. The answer's shape is trusted: it is the one of the service's OpenAPI document.
 *
 * @param path below {@link API_BASE}, beginning with a slash; identifiers in it must be encoded.
 * @throws ApiProblem the server's problem+json, or `server_unreachable` (status 0) when no answer came, or not all of it. An aborted call throws the abort.
 */
export async function requestJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await orUnreachable(send(path, options), options.signal);
  if (!response.ok) throw await orUnreachable(problemIn(response), options.signal);
  const answer = response.status === 204 ? undefined : await orUnreachable(response.json(), options.signal);
  noteReach(true);
  return answer as T;
}

async function problemIn(response: Response): Promise<ApiProblem> {
  const problem = await readProblem(response);
  noteReach(true);
  return problem;
}

/** Whoever gets half an answer knows as little as without one: what was asked may have been done. */
async function orUnreachable<T>(part: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await part;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    noteReach(false);
    throw new ApiProblem('server_unreachable', { status: 0, detail: 'No answer from the service. Check the network connection and try again.', cause });
  }
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  return fetch(API_BASE + path + queryText(options.query), {
    method: options.method ?? 'GET',
    headers: headersOf(options),
    credentials: 'same-origin',
    ...(options.body === undefined ? {} : { body: options.body instanceof FormData ? options.body : JSON.stringify(options.body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
}

function headersOf(options: RequestOptions): Record<string, string> {
  return {
    accept: 'application/json',
    // A page of another origin can't set it without a preflight: the cookie alone proves nothing.
    'x-matpho-csrf': '1',
    // of a form the browser writes the type itself, with the boundary between its parts
    ...(options.body === undefined || options.body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    ...(options.idempotencyKey === undefined ? {} : { 'idempotency-key': options.idempotencyKey }),
    ...(options.forUserId === undefined ? {} : { 'x-matpho-user': options.forUserId }),
  };
}

/** What stands behind a path, with its question mark; '' without any value. */
export function queryText(query: QueryValues = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
