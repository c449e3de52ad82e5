import type { AnswerOf, BodyOf, Optionally, PlaceOf, Route } from './api-route.ts';
import { apiPath, methodOf, type CallManner } from './call-api.ts';
import { requestJson } from './http-client.ts';

/** A call in plain data, which a browser can keep until there is a connection. */
export interface StoredCall<Answer = unknown> {
  readonly method: 'POST' | 'PATCH';
  /** Below the base of the API. */
  readonly path: string;
  readonly body: unknown;
  /** Photographs: they make it a form, whose fields are those of the body, all texts. */
  readonly files?: readonly Blob[];
  /** Never there: says to the compiler what the service will answer. */
  readonly answer?: Answer;
}

/** Routes by which something is done that may wait. */
type ActRoute = Extract<Route, `${StoredCall['method']} ${string}`>;

/** A call of `route` for later. */
export function storedCall<R extends ActRoute>(route: R, { body, ...place }: PlaceOf<R> & { readonly body: BodyOf<R> }): StoredCall<AnswerOf<R>> {
  return { method: methodOf(route) as StoredCall['method'], path: apiPath(route, ...([place] as unknown as Optionally<PlaceOf<R>>)), body };
}

/** A call of `route` for later, with photographs and the fields that go with them. */
export function storedForm<R extends ActRoute>(
  route: R,
  { fields = {}, files, ...place }: PlaceOf<R> & { readonly fields?: Readonly<Record<string, string>>; readonly files: readonly Blob[] },
): StoredCall<AnswerOf<R>> {
  return { method: methodOf(route) as StoredCall['method'], path: apiPath(route, ...([place] as unknown as Optionally<PlaceOf<R>>)), body: fields, files };
}

/** The body of a call as it is sent: JSON, or a form with its fields and files. */
export function bodyOfCall({ body, files }: Pick<StoredCall, 'body' | 'files'>): unknown {
  if (files === undefined || files.length === 0) return body;
  const form = new FormData();
  for (const [name, value] of Object.entries((body ?? {}) as Readonly<Record<string, string>>)) form.append(name, value);
  for (const file of files) form.append('file', file, 'photo.jpg');
  return form;
}

/** Makes a call that was kept. It may be days old: what this version of the application would ask is not known to the compiler. */
export async function sendStored<Answer>(call: StoredCall<Answer>, manner: CallManner): Promise<Answer> {
  return requestJson<Answer>(call.path, { method: call.method, body: bodyOfCall(call), ...manner });
}

/** Reads a record at a path that was kept, see {@link apiPath}; of what it is made nothing is known to the compiler. */
export async function readStored(path: string, manner: CallManner): Promise<Readonly<Record<string, unknown>>> {
  return requestJson<Readonly<Record<string, unknown>>>(path, manner);
}
