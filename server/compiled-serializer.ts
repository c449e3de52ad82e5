import fastJsonStringify from 'fast-json-stringify';
import type { FastifySerializerCompiler } from 'fastify';
import { z } from 'zod';

/**
 * Serialises answers by code compiled from their schema, once per route: about twice as fast as validating every answer, and whatever the schema doesn't name
 * never goes out.
 */
export const compiledSerializer: FastifySerializerCompiler<z.ZodType> = ({ schema }) => {
  const jsonSchema = z.toJSONSchema(schema, { target: 'draft-7', io: 'output', unrepresentable: 'any' });
  return fastJsonStringify(jsonSchema as fastJsonStringify.AnySchema);
};
