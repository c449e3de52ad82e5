import { posix } from 'node:path';
import { IMPORT_LIMITS } from '../../domain/camera-import/import-outcome.ts';
import type { SourceCell } from '../../domain/camera-import/source-row.ts';
import { fileError, tooManyRows } from './file-error.ts';
import type { TableRow } from './header-columns.ts';
import { openXlsx, xlsxMalformed, type XlsxParts } from './xlsx-parts.ts';
import { readXml, type XmlHandler } from './xlsx-xml.ts';

/** Of a sheet in Excel. */
const MOST_ROW_NUMBER = 1_048_576;
const MOST_STRING_CHARACTERS = 32 * 1024 * 1024;

async function drain(steps: AsyncIterable<void>): Promise<void> {
  for await (const _ of steps);
}

/** Where the first sheet and the shared strings lie. Errors: `xlsx_malformed`, `xlsx_dates_1904`. */
async function findSheet(parts: XlsxParts): Promise<{ sheet: string; strings: string | undefined }> {
  let firstSheet: string | undefined;
  await drain(
    readXml(parts.read('xl/workbook.xml'), {
      open(name, attributes) {
        if (name === 'sheet' && !/hidden/i.test(attributes['state'] ?? '')) firstSheet ??= attributes['r:id'];
        if (name === 'workbookPr' && /^(1|true)$/.test(attributes['date1904'] ?? ''))
          throw fileError('xlsx_dates_1904', 'The workbook counts its dates from 1904. Switch that off in the options of Excel, or send a CSV file.');
      },
      text: () => undefined,
      close: () => true,
    }),
  );
  const targets = new Map<string, string>();
  let strings: string | undefined;
  await drain(
    readXml(parts.read('xl/_rels/workbook.xml.rels'), {
      open(name, { Id, Target, Type }) {
        if (name !== 'Relationship' || Id === undefined || Target === undefined) return;
        const path = Target.startsWith('/') ? Target.slice(1) : posix.join('xl', Target);
        targets.set(Id, path);
        if (Type?.endsWith('/sharedStrings') === true) strings = path;
      },
      text: () => undefined,
      close: () => true,
    }),
  );
  const sheet = targets.get(firstSheet ?? '');
  if (sheet === undefined || !parts.has(sheet)) throw xlsxMalformed();
  return { sheet, strings };
}

async function readStrings(parts: XlsxParts, name: string | undefined): Promise<readonly string[]> {
  if (name === undefined || !parts.has(name)) return [];
  const strings: string[] = [];
  let current = '';
  let total = 0;
  const inside: string[] = [];
  const handler: XmlHandler = {
    open: (name) => void inside.push(name),
    text(text) {
      // rPh holds how a word is pronounced, not the word
      if (inside.at(-1) === 't' && !inside.includes('rPh')) current += text;
    },
    close(name) {
      inside.pop();
      if (name !== 'si') return false;
      total += current.length + 16;
      if (total > MOST_STRING_CHARACTERS) throw fileError('file_unpacks_too_large', 'The Excel file holds far too much text for a list of cameras.');
      strings.push(current);
      current = '';
      return true;
    },
  };
  await drain(readXml(parts.read(name), handler));
  return strings;
}

/** 0 for A, 26 for AA. */
function columnIndex(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '';
  return [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Collects the cells of a sheet into rows. */
function createRowCollector(strings: readonly string[]): XmlHandler & { take(): TableRow[] } {
  let rows: TableRow[] = [];
  let number = 0;
  let cells: (SourceCell | undefined)[] = [];
  let index = -1;
  let type = 'n';
  let isFormula = false;
  let value = '';
  const inside: string[] = [];
  const toCell = (): SourceCell | undefined => {
    if (isFormula) return { kind: 'formula', text: '' };
    if (type === 'e') return { kind: 'error', text: '' };
    if (value === '') return undefined;
    if (type === 's') return { kind: 'text', text: strings[Number(value)] ?? '' };
    return { kind: type === 'n' ? 'number' : 'text', text: value };
  };
  return {
    take() {
      const taken = rows;
      rows = [];
      return taken;
    },
    open(name, attributes) {
      inside.push(name);
      if (name === 'row') {
        const said = attributes['r'] === undefined ? number + 1 : Number(attributes['r']);
        // work goes on behind a row's number: rows out of order would be lost or done twice
        if (!Number.isInteger(said) || said <= number || said > MOST_ROW_NUMBER) throw xlsxMalformed();
        number = said;
        cells = [];
        index = -1;
      }
      if (name === 'c') {
        index = attributes['r'] === undefined ? index + 1 : columnIndex(attributes['r']);
        type = attributes['t'] ?? 'n';
        isFormula = false;
        value = '';
      }
      if (name === 'f') isFormula = true;
    },
    text(text) {
      const element = inside.at(-1);
      if (element === 'v' || (element === 't' && inside.includes('is') && !inside.includes('rPh'))) value += text;
    },
    close(name) {
      inside.pop();
      if (name === 'c' && index >= 0 && index <= IMPORT_LIMITS.columns) cells[index] = toCell();
      if (name !== 'row') return false;
      rows.push({ number, cells: Array.from(cells) });
      return true;
    },
  };
}

/** The rows of the first visible sheet of a workbook. Errors: `xlsx_malformed`, `xlsx_dates_1904`, `file_unpacks_too_large`, `too_many_rows` (invalid). */
export async function* xlsxRows(file: Buffer): AsyncGenerator<TableRow, void, undefined> {
  const parts = await openXlsx(file);
  const { sheet, strings } = await findSheet(parts);
  const collector = createRowCollector(await readStrings(parts, strings));
  let count = 0;
  for await (const _ of readXml(parts.read(sheet), collector)) {
    for (const row of collector.take()) {
      // spreadsheets keep formatted rows without content by the hundred thousand
      if (row.cells.length === 0) continue;
      count += 1;
      if (count > IMPORT_LIMITS.rows + IMPORT_LIMITS.columns) throw tooManyRows();
      yield row;
    }
  }
}
