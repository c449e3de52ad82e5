import type { AnswerOf, BodyOf, Optionally, PlaceOf, Route } from './api-route.ts';
import { apiPath, methodOf, type CallManner } from './call-api.ts';
import { requestJson } from './http-client.ts';

/** A call in plain data, which a browser can keep until there is a connection. */
export interface StoredCall<Answer = unknown> {
  readonly method: 'POST' | 'PATCH';
  /** Below the base of the API. */
  readonly path: string;
  readonly body: unknown;
  /** Never there: says to the compiler what the service will answer. */
  readonly answer?: Answer;
}

/** Routes by which something is done that may wait. */
type ActRoute = Extract<Route, `${StoredCall['method']} ${string}`>;

/** A call of `route` for later. */
export function storedCall<R extends ActRoute>(route: R, { body, ...place }: PlaceOf<R> & { readonly body: BodyOf<R> }): StoredCall<AnswerOf<R>> {
  return { method: methodOf(route) as StoredCall['method'], path: apiPath(route, ...([place] as unknown as Optionally<PlaceOf<R>>)), body };
}

/** Makes a call that was kept. It may be days old: what this version of the application would ask is not known to the compiler. */
export async function sendStored<Answer>({ method, path, body }: StoredCall<Answer>, manner: CallManner): Promise<Answer> {
  return requestJson<Answer>(path, { method, body, ...manner });
}

/** Reads a record at a path that was kept, see {@link apiPath}; of what it is made nothing is known to the compiler. */
export async function readStored(path: string, manner: CallManner): Promise<Readonly<Record<string, unknown>>> {
  return requestJson<Readonly<Record<string, unknown>>>(path, manner);
}
