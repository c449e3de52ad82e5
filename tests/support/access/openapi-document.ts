/** What the tests read of a JSON schema in the OpenAPI document. */
interface Schema {
  readonly $ref?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}

/** The service's OpenAPI document, as far as the tests read it. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;
const IS_ID_NAME = /id(s?)$/i;

/** All routes as `GET /cameras/{id}`, without the base, each with its operation. */
export function routesOf(document: OpenApiDocument): Map<string, Operation> {
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => method in methods).map((method): [string, Operation] => [
      `${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
      methods[method]!,
    ]),
  );
  return new Map(routes);
}

function idsIn(schema: Schema | undefined, name: string): string[] {
  if (schema === undefined) return [];
  if (schema.$ref !== undefined) throw new Error(`${schema.$ref}: bodies are read where they stand; follow the reference here if they no longer do`);
  const own = schema.format === 'uuid' || (name !== '' && IS_ID_NAME.test(name)) ? [name] : [];
  const inside = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => idsIn(value, key));
  const { additionalProperties: more } = schema;
  const parts = [schema.items, typeof more === 'object' ? more : undefined, ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [...own, ...inside, ...parts.flatMap((part) => idsIn(part, name))];
}

/** Every field of a body or query in which a caller can name a record, as `POST /cameras unitId`: by its format, or by its name. */
export function idFieldsOf(document: OpenApiDocument): string[] {
  const found = [...routesOf(document)].flatMap(([route, { parameters = [], requestBody }]) => {
    const inQuery = parameters.filter((each) => each.in === 'query' && IS_ID_NAME.test(each.name)).map(({ name }) => name);
    const inBody = Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => idsIn(schema, ''));
    return [...inQuery, ...inBody].map((name) => `${route} ${name}`);
  });
  return [...new Set(found)].toSorted();
}
