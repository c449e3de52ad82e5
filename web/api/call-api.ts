import type { AnswerOf, Optionally, PlaceOf, QueryOf, QuestionOf, Route } from './api-route.ts';
import { API_BASE, queryText, requestJson, type QueryValues, type RequestOptions } from './http-client.ts';

/** How a call is made, whatever is asked. */
export type CallManner = Pick<RequestOptions, 'idempotencyKey' | 'signal' | 'forUserId'>;

/** What every {@link QuestionOf} comes down to. */
interface Given {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: QueryValues;
  readonly body?: unknown;
}

/**
 * Asks the service: `callApi('GET /cameras/{id}', { path: { id } })`. What a route takes and answers comes from its OpenAPI document; see docs/design/api-types.md.
 *
 * @throws ApiProblem as {@link requestJson}.
 */
export async function callApi<R extends Route>(route: R, ...[given]: Optionally<QuestionOf<R> & CallManner>): Promise<AnswerOf<R>> {
  const { path, ...options } = (given ?? {}) as Given & CallManner;
  return requestJson<AnswerOf<R>>(filled(pathTemplate(route), path), { ...options, method: methodOf(route) });
}

/** Where a route leads, below {@link API_BASE}; identifiers and query are encoded. */
export function apiPath<R extends Route>(route: R, ...[place]: Optionally<PlaceOf<R>>): string {
  const { path, query } = (place ?? {}) as Given;
  return filled(pathTemplate(route), path) + queryText(query);
}

/** The address of a route, for what the browser fetches by itself: pictures, files, links. */
export function apiUrl<R extends Route>(route: R, ...place: Optionally<PlaceOf<R>>): string {
  return API_BASE + apiPath(route, ...place);
}

/** The address of a route with its `{name}`s, for who fills them in: a map asks for its tiles by itself. */
export function apiTemplate<R extends Route>(route: R, query?: QueryOf<R>): string {
  return API_BASE + pathTemplate(route) + queryText(query as QueryValues | undefined);
}

function pathTemplate(route: Route): string {
  return route.slice(route.indexOf(' ') + 1);
}

/** The first word of a route. */
export function methodOf(route: Route): NonNullable<RequestOptions['method']> {
  return route.slice(0, route.indexOf(' ')) as NonNullable<RequestOptions['method']>;
}

function filled(template: string, values: Given['path'] = {}): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name]!));
}
