import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLineBatches, writeLines } from '../../../cli/backup/line-file.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/cli/temporary-folder.ts';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await makeTemporaryFolder();
});
afterAll(() => folder.remove());

async function* batchesOf(...batches: string[][]): AsyncGenerator<string[]> {
  yield* batches;
}

async function readAll(path: string): Promise<string[][]> {
  const batches: string[][] = [];
  for await (const batch of readLineBatches(path)) batches.push([...batch]);
  return batches;
}

test('lines come back as they were written, whatever other programs take for an end of a line', async () => {
  const lines = ['["a\u2028b"]', '["\u2029"]', '["\\r\\n\u0085\v\f"]', '["Huỷ hoại 𝄞"]', '[null]'];
  const path = folder.path('hard.jsonl');
  const written = await writeLines(path, batchesOf(lines.slice(0, 2), [], lines.slice(2)));
  const bytes = await readFile(path);
  expect(written).toEqual({ lines: 5, byteLength: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  expect((await readAll(path)).flat()).toEqual(lines);
});

test('lines longer than what is read at once come back whole', async () => {
  const long = 'Đ'.repeat(1_500_000);
  const path = folder.path('long.jsonl');
  await writeLines(path, batchesOf([long, 'b', long]));
  expect((await readAll(path)).flat()).toEqual([long, 'b', long]);
});

test('a file of many lines comes in batches', async () => {
  const path = folder.path('many.jsonl');
  await writeLines(path, batchesOf(Array.from({ length: 4500 }, (_, n) => `[${n}]`)));
  const batches = await readAll(path);
  expect(batches.map(({ length }) => length)).toEqual([2000, 2000, 500]);
  expect(batches.flat().at(-1)).toBe('[4499]');
});

test('an empty file has no lines, and a last line needs no end', async () => {
  await writeLines(folder.path('empty.jsonl'), batchesOf());
  expect(await readAll(folder.path('empty.jsonl'))).toEqual([]);
  await writeFile(folder.path('open.jsonl'), 'a\nb');
  expect(await readAll(folder.path('open.jsonl'))).toEqual([['a', 'b']]);
});

test('a file is never written over', async () => {
  await writeLines(folder.path('once.jsonl'), batchesOf(['a']));
  await expect(writeLines(folder.path('once.jsonl'), batchesOf(['b']))).rejects.toMatchObject({ code: 'backup_folder_failed' });
  expect((await readAll(folder.path('once.jsonl'))).flat()).toEqual(['a']);
});
