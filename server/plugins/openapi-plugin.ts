import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { VERSION } from '../../domain/version.ts';
import { nameAnswers } from './answer-names.ts';

const DESCRIPTION = `JSON in camelCase; times RFC 3339, returned in UTC with milliseconds; places GeoJSON (longitude first); lists \`{ items, nextCursor }\`;
errors \`application/problem+json\` (RFC 9457) with a stable \`code\`; \`Idempotency-Key\` on every POST.`;

/** Collects the routes' schemas into the OpenAPI 3.1 document. It must be registered before the routes. */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
  nameAnswers();
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Mắt Phố', version: VERSION, description: DESCRIPTION },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'matpho_session' },
        },
      },
      security: [{ bearer: [] }, { cookie: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: withUsedSchemas,
  });
}

interface Described {
  readonly paths?: unknown;
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

/** The library describes each named shape as an answer and as a body (`…Input`); what no route leads to is left out. */
function withUsedSchemas(source: Parameters<typeof jsonSchemaTransformObject>[0]): ReturnType<typeof jsonSchemaTransformObject> {
  const document = jsonSchemaTransformObject(source) as Described;
  const { schemas = {}, ...others } = document.components ?? {};
  const used = namesReachedFrom(document.paths, schemas);
  return { ...document, components: { ...others, schemas: Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name))) } } as ReturnType<
    typeof jsonSchemaTransformObject
  >;
}

function namesReachedFrom(part: unknown, schemas: Readonly<Record<string, unknown>>, reached = new Set<string>()): ReadonlySet<string> {
  for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    if (reached.has(name!)) continue;
    reached.add(name!);
    namesReachedFrom(schemas[name!], schemas, reached);
  }
  return reached;
}
