import fastJsonStringify from 'fast-json-stringify';
import type { FastifySerializerCompiler } from 'fastify';
import { z } from 'zod';

type JsonSchema = { [key: string]: unknown };

/**
 * Rewrites what zod says in a way that compiles badly: "this or null" as a nullable type (an `anyOf` would be decided by a validator at every answer), and no ban on
 * further properties (they are left out anyway).
 */
function simplify(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(simplify);
  if (schema === null || typeof schema !== 'object') return schema;
  const { additionalProperties, ...rest } = schema as JsonSchema;
  const kept = additionalProperties === undefined || additionalProperties === false ? rest : { ...rest, additionalProperties };
  const { anyOf, ...others } = kept as JsonSchema & { anyOf?: JsonSchema[] };
  const notNull = anyOf?.filter((option) => option['type'] !== 'null');
  if (anyOf !== undefined && anyOf.length === 2 && notNull?.length === 1) return { ...others, ...(simplify(notNull[0]) as JsonSchema), nullable: true };
  return Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, simplify(value)]));
}

/** Shapes with names (see `answer-names.ts`) would be compiled apart and called; here each route has its own. */
const NO_NAMES = z.registry<{ id?: string | undefined }>();

/**
 * Serialises answers by code compiled from their schema, once per route: about twice as fast as validating every answer, and whatever the schema doesn't name
 * never goes out.
 */
export const compiledSerializer: FastifySerializerCompiler<z.ZodType> = ({ schema }) => {
  const jsonSchema = z.toJSONSchema(schema, { target: 'draft-7', io: 'output', unrepresentable: 'any', metadata: NO_NAMES });
  return fastJsonStringify(simplify(jsonSchema) as fastJsonStringify.AnySchema);
};
