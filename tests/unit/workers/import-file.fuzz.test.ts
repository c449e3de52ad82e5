import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAppError } from '../../../domain/app-error.ts';
import { csvLine } from '../../../domain/camera-import/csv-line.ts';
import { csvRows } from '../../../workers/imports/csv-rows.ts';
import { openImportFile } from '../../../workers/imports/import-file.ts';

const RUNS = { numRuns: 60 };
const inChunks = (bytes: Uint8Array, size: number) =>
  async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };

/** Rows that were read, or a refusal that says what to do. */
async function readAll(bytes: Uint8Array, size: number): Promise<number> {
  let count = 0;
  try {
    const file = await openImportFile(inChunks(bytes, size));
    for await (const _row of file.rows()) count += 1;
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(['invalid', 'too_large', 'malformed']).toContain(error.kind);
  }
  return count;
}

test('any bytes, in pieces of any size, are rows or a refusal', async () => {
  const letters = fc.stringMatching(/^[";,\t\n\r#=+@A-Za-zăđơ'{}[\]:0-9-]{0,400}$/u).map((text) => new TextEncoder().encode(text));
  const kinds = fc.constantFrom(
    'PK\u0003\u0004',
    '{"type":"FeatureCollection","features":[',
    '{'.repeat(5000),
    'sep=;\n',
    '\uFEFFtên;vĩ độ\n',
    '"'.repeat(2000),
  );
  const mixed = fc.tuple(kinds, fc.uint8Array({ maxLength: 200 })).map(([head, rest]) => Buffer.concat([Buffer.from(head), rest]));
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 400 }), letters, mixed);
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 500 }), async (content, size) => void (await readAll(content, size))),
    RUNS,
  );
});

test('what we write no spreadsheet runs, and our own reader gives it back', async () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom('=1+1', '+84', '-1', '@SUM(A1)', '\t=x', '\r=x', ' =x', '＝1', '"=x', "'=x", ';=x', '=HYPERLINK("http://x";"y")', '-1+cmd|x', '\n=x'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 2, maxLength: 5 }), async (cells) => {
      const line = csvLine(['tên', ...cells]);
      async function* text(): AsyncGenerator<string> {
        yield `${cells.map((_cell, index) => `c${index}`).join(';')};z\r\n${line}`;
      }
      const rows: string[][] = [];
      for await (const row of csvRows(text())) rows.push(row.cells.map((each) => each?.text ?? ''));
      const read = rows.at(-1)!;
      for (const [index, given] of cells.entries()) {
        const got = read[index + 1] ?? '';
        if (!/^-?\d+(\.\d+)?$/.test(got)) expect(got).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
        expect([given.trim(), `'${given}`.trim()]).toContain(got.trim());
      }
    }),
    RUNS,
  );
});
