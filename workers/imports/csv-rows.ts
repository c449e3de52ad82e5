import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { toAppError } from '../../domain/app-error.ts';
import { IMPORT_LIMITS } from '../../domain/camera-import/import-outcome.ts';
import { fileError, tooManyRows } from './file-error.ts';
import type { TableRow } from './header-columns.ts';

const DELIMITERS = [';', ',', '\t'] as const;
type Delimiter = (typeof DELIMITERS)[number];

/** The separator that the first line uses most, outside of quotes; Excel's own `sep=;` line counts before everything. */
function delimiterOf(firstLine: string): Delimiter {
  const said = /^sep=([;,\t])$/i.exec(firstLine)?.[1];
  if (said !== undefined) return said as Delimiter;
  const bare = firstLine.replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: Delimiter): number => bare.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/** The first line of `text` that holds anything but a remark; undefined while none is complete. Steps through it once: a regular expression would try again at every letter. */
function titleLine(text: string, isOver: boolean): string | undefined {
  for (let at = 0; at < text.length;) {
    const end = text.slice(at).search(/[\n\r]/);
    if (end < 0 && !isOver) return undefined;
    const line = text.slice(at, end < 0 ? undefined : at + end).trim();
    if (line !== '' && !/^"?#/.test(line)) return line;
    if (end < 0) return undefined;
    at += end + 1;
  }
  return undefined;
}

/** The line with the titles, and the text from its beginning again. */
async function peekLine(text: AsyncIterable<string>): Promise<{ firstLine: string; whole: AsyncIterable<string> }> {
  const source = text[Symbol.asyncIterator]();
  let head = '';
  let isOver = false;
  while (!isOver && titleLine(head, false) === undefined && head.length <= IMPORT_LIMITS.rowCharacters) {
    const { value, done } = await source.next();
    if (done === true) isOver = true;
    else head += value;
  }
  async function* whole(): AsyncGenerator<string, void, undefined> {
    yield head;
    if (!isOver) yield* { [Symbol.asyncIterator]: () => source };
  }
  return { firstLine: titleLine(head, true) ?? '', whole: whole() };
}

function toFileError(error: unknown): Error {
  if (!(error instanceof CsvError)) return toAppError(error);
  const details = { row: error.records ?? null };
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return fileError('row_too_long', 'A row is far too long: a quote is probably never closed, or this is not a CSV file.', { details });
  return fileError('csv_malformed', `The CSV file is damaged near row ${String(error.lines ?? '?')}: a quote is missing or in the wrong place.`, { details });
}

/** The rows of CSV text, numbered as a spreadsheet shows them. Errors: `csv_malformed`, `row_too_long`, `too_many_rows` (invalid). */
export async function* csvRows(text: AsyncIterable<string>): AsyncGenerator<TableRow, void, undefined> {
  const { firstLine, whole } = await peekLine(text);
  const parser = parse({ delimiter: delimiterOf(firstLine), relax_column_count: true, skip_empty_lines: false, max_record_size: IMPORT_LIMITS.rowCharacters });
  // its error ends the parser, which throws it below
  pipeline(Readable.from(whole), parser).catch(() => undefined);
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1;
      if (number > IMPORT_LIMITS.rows + IMPORT_LIMITS.columns) throw tooManyRows();
      if (number === 1 && /^sep=.?$/i.test(cells.join(''))) continue;
      yield { number, cells: cells.map((cell) => ({ kind: 'text', text: cell })) };
    }
  } catch (error) {
    throw toFileError(error);
  }
}
