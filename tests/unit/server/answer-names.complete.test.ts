import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { answerName, nameAnswers } from '../../../server/plugins/answer-names.ts';

const WIRE = new URL('../../../domain/wire/', import.meta.url);

test('every shape that is answered has a name of its own in the API document', async () => {
  nameAnswers();
  const files = (await readdir(WIRE)).filter((name) => name.endsWith('-wire.ts'));
  const modules = await Promise.all(files.map((name) => import(new URL(name, WIRE).href) as Promise<Record<string, unknown>>));
  const shapes = modules.flatMap((module) => Object.entries(module)).filter(([name, value]) => name.endsWith('Out') && value instanceof z.ZodObject);
  const names = shapes.map(([, schema]) => z.globalRegistry.get(schema as z.ZodObject)?.id);
  expect(names).toEqual(shapes.map(([name]) => answerName(name)));
  expect(names).toContain('Camera');
  expect(new Set(names).size).toBe(names.length);
});
