import type { paths } from '../generated/api.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

type MethodsAt<P extends keyof paths> = { [M in Method]: paths[P][Lowercase<M>] extends { readonly responses: unknown } ? M : never }[Method];

type RoutesAt<P extends keyof paths> = P extends `/api/v1${infer Path}` ? `${MethodsAt<P>} ${Path}` : never;

/** All that the service can be asked, in the words of its OpenAPI document: `GET /cameras/{id}`. */
export type Route = { [P in keyof paths]: RoutesAt<P> }[keyof paths];

type Operation<R extends Route> = R extends `${infer M extends Method} ${infer Path}`
  ? `/api/v1${Path}` extends infer P extends keyof paths
    ? paths[P][Lowercase<M>]
    : never
  : never;

type Parameters<R extends Route, Where extends 'path' | 'query'> =
  Operation<R> extends { readonly parameters: { readonly [W in Where]?: infer Values } } ? Values : never;

type JsonIn<Message> = Message extends { readonly content: { readonly 'application/json': infer Json } } ? Json : undefined;

type Good = 200 | 201 | 202 | 204;

type Responses<R extends Route> = Operation<R> extends { readonly responses: infer Found } ? Found : never;

/** What a route answers when it doesn't refuse; undefined where it says nothing, or no JSON. */
export type AnswerOf<R extends Route> = { [Status in keyof Responses<R>]: Status extends Good ? JsonIn<Responses<R>[Status]> : never }[keyof Responses<R>];

/** One of the list that a route answers with. */
export type ItemOf<R extends Route> = AnswerOf<R> extends { readonly items: readonly (infer Item)[] } ? Item : never;

/** The JSON that a route takes. */
export type BodyOf<R extends Route> = Operation<R> extends { readonly requestBody?: infer Body } ? JsonIn<NonNullable<Body>> : never;

/** Identifiers in the path of a route. */
export type PathOf<R extends Route> = Parameters<R, 'path'>;

/** What may stand behind a route's path. */
export type QueryOf<R extends Route> = NonNullable<Parameters<R, 'query'>>;

/** `null` is left out like what is absent. */
type OrNull<Values> = { readonly [Name in keyof Values]: Values[Name] | null };

type PathPart<R extends Route> = [PathOf<R>] extends [undefined] ? { readonly path?: never } : { readonly path: PathOf<R> };

type QueryPart<R extends Route> = [Parameters<R, 'query'>] extends [undefined]
  ? { readonly query?: never }
  : object extends QueryOf<R>
    ? { readonly query?: OrNull<QueryOf<R>> }
    : { readonly query: OrNull<QueryOf<R>> };

/** Forms are not described: a route without a JSON body may be sent one. A body that may be null may be left away. */
type BodyPart<R extends Route> = [BodyOf<R>] extends [undefined]
  ? { readonly body?: FormData }
  : [Operation<R>, BodyOf<R>] extends [{ readonly requestBody: object }, object]
    ? { readonly body: BodyOf<R> }
    : { readonly body?: BodyOf<R> };

/** Where a route leads: its identifiers, and what stands behind its path. */
export type PlaceOf<R extends Route> = PathPart<R> & QueryPart<R>;

/** All that a route is asked with. */
export type QuestionOf<R extends Route> = PlaceOf<R> & BodyPart<R>;

/** `Given`, which may be left away when nothing of it is needed. */
export type Optionally<Given> = object extends Given ? [given?: Given] : [given: Given];
