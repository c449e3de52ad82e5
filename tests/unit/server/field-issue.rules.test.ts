import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../../domain/app-error.ts';
import { FIELD_RULES } from '../../../domain/field-rule.ts';
import { readFormFields } from '../../../server/form-fields.ts';
import { registerProblems } from '../../../server/plugins/problem-plugin.ts';

const WIRE = z.object({ field: z.unknown() });
const CASES = [
  ['an empty text', z.string().min(1), '', { rule: 'required' }],
  ['a text that is too long', z.string().max(3), 'abcd', { rule: 'too_long', limit: 3 }],
  ['a text that is too short', z.string().min(3), 'ab', { rule: 'too_short', limit: 3 }],
  ['too many entries', z.array(z.string()).max(1), ['a', 'b'], { rule: 'too_many', limit: 1 }],
  ['too few entries', z.array(z.string()).min(2), ['a'], { rule: 'too_few', limit: 2 }],
  ['no entry where one is needed', z.array(z.string()).min(1), [], { rule: 'required' }],
  ['a number beyond a bound', z.number().max(5000), 5001, { rule: 'too_large', limit: 5000 }],
  ['a whole number below a bound', z.int().min(-90), -91, { rule: 'too_small', limit: -90 }],
  ['a number at a bound that is left out', z.number().lt(360), 360, { rule: 'not_below', limit: 360 }],
  ['a number at a lower bound that is left out', z.number().gt(0), 0, { rule: 'not_above', limit: 0 }],
  ['a text of another form', z.string().regex(/^[a-z]+$/), 'Ă', { rule: 'form' }],
  ['something of another type', z.string(), 4, { rule: 'form' }],
  ['what is not in the list', z.enum(['a', 'b']), 'c', { rule: 'choice' }],
  ['what only has a sentence', z.string().refine(() => false, 'is not ours'), 'x', {}],
] as const;

describe('a refused field says its rule and bound beside the message', () => {
  it.each(CASES)('%s, as JSON and in a form', async (_, schema, given, said) => {
    const wire = WIRE.extend({ field: schema });
    const app = Fastify();
    app.setValidatorCompiler(validatorCompiler);
    app.setSerializerCompiler(serializerCompiler);
    registerProblems(app);
    app.post('/', { schema: { body: wire } }, async () => ({}));
    const answer = await app.inject({ method: 'POST', url: '/', payload: { field: given } });
    await app.close();
    const [issue] = answer.json<{ errors: { path: string; message: string }[] }>().errors;
    expect(issue).toEqual({ path: 'field', message: expect.stringMatching(/\S/) as string, ...said });
    const refuse = (): unknown => readFormFields(wire, { field: given });
    expect(refuse).toThrow(AppError);
    try {
      refuse();
    } catch (error) {
      expect((error as AppError).details['errors']).toEqual([issue]);
    }
  });

  it('and every rule there is', () => {
    expect(new Set(CASES.flatMap(([, , , said]) => ('rule' in said ? [said.rule as string] : [])))).toEqual(new Set(FIELD_RULES));
  });
});
