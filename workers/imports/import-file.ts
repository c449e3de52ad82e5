import { Buffer } from 'node:buffer';
import type { ImportFormat } from '../../domain/camera-import/import-outcome.ts';
import { IMPORT_LIMITS } from '../../domain/camera-import/import-outcome.ts';
import { findPersonalDataInName } from '../../domain/personal-data-check.ts';
import type { SourceRow } from '../../domain/camera-import/source-row.ts';
import { csvRows } from './csv-rows.ts';
import { decodeText } from './decode-text.ts';
import { fileError, tooManyRows } from './file-error.ts';
import { geojsonRows } from './geojson-rows.ts';
import { nameCells } from './header-columns.ts';
import { xlsxRows } from './xlsx-rows.ts';

/** A file that can be read from its beginning any number of times. */
export type FileBytes = () => AsyncIterable<Uint8Array>;

/** A file as rows. */
export interface ImportFile {
  readonly format: ImportFormat;
  /** All rows with content, in order. Throws what makes the whole file unreadable, wherever in the file it stands. */
  rows(): AsyncIterable<SourceRow>;
  /** Titles that mean nothing, but for those with a plate, ID or phone number (a file without titles has data there); complete after `rows` was read to its end. */
  ignoredColumns(): readonly string[];
}

async function gather(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** By content, not by name: names lie. Errors: `file_empty`, `old_excel` (invalid). */
async function formatOf(bytes: AsyncIterable<Uint8Array>): Promise<ImportFormat> {
  for await (const chunk of bytes) {
    const head = Buffer.from(chunk.subarray(0, 4096));
    if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) return 'xlsx';
    if (head.subarray(0, 4).equals(Buffer.from('d0cf11e0', 'hex')))
      throw fileError('old_excel', 'This is an old .xls file, or an Excel file protected by a password. Save it as .xlsx without a password.');
    return head.toString('utf8').replace('\uFEFF', '').trimStart().startsWith('{') ? 'geojson' : 'csv';
  }
  throw fileError('file_empty', 'The file is empty.');
}

async function* limited(rows: AsyncIterable<SourceRow>): AsyncGenerator<SourceRow, void, undefined> {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > IMPORT_LIMITS.rows) throw tooManyRows();
    yield row;
  }
}

/** Recognises a file and prepares its reading. */
export async function openImportFile(bytes: FileBytes): Promise<ImportFile> {
  const format = await formatOf(bytes());
  let ignored: readonly string[] = [];
  const onIgnored = (titles: readonly string[]): void => {
    ignored = titles;
  };
  const rows = async function* (): AsyncGenerator<SourceRow, void, undefined> {
    if (format === 'geojson') yield* geojsonRows(decodeText(bytes()), onIgnored);
    else if (format === 'csv') yield* nameCells(csvRows(decodeText(bytes())), onIgnored);
    else yield* nameCells(xlsxRows(await gather(bytes())), onIgnored);
  };
  return { format, rows: () => limited(rows()), ignoredColumns: () => ignored.filter((title) => findPersonalDataInName(title).length === 0) };
}
