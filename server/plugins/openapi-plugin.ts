import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { VERSION } from '../../domain/version.ts';

const DESCRIPTION = `JSON in camelCase; times RFC 3339, returned in UTC with milliseconds; places GeoJSON (longitude first); lists \`{ items, nextCursor }\`;
errors \`application/problem+json\` (RFC 9457) with a stable \`code\`; \`Idempotency-Key\` on every POST.`;

/** Collects the routes' schemas into the OpenAPI 3.1 document. It must be registered before the routes. */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
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
  });
}
