import { columnOfTitle, COLUMN_TITLES, REQUIRED_COLUMNS, type ImportColumn } from '../../domain/camera-import/import-column.ts';
import { IMPORT_LIMITS } from '../../domain/camera-import/import-outcome.ts';
import { rowError, type SourceCell, type SourceRow } from '../../domain/camera-import/source-row.ts';
import { fileError } from './file-error.ts';

/** A row of cells as a table has it; holes are empty cells. */
export interface TableRow {
  readonly number: number;
  readonly cells: readonly (SourceCell | undefined)[];
}

interface Header {
  readonly columns: readonly (ImportColumn | undefined)[];
  readonly ignored: readonly string[];
}

function readHeader({ cells }: TableRow): Header {
  if (cells.length > IMPORT_LIMITS.columns)
    throw fileError('too_many_columns', `The file has more than ${IMPORT_LIMITS.columns} columns. Is it a list of cameras?`);
  const titles = cells.map((cell) => cell?.text.trim() ?? '');
  const columns = titles.map(columnOfTitle);
  const twice = columns.find((column, index) => column !== undefined && columns.indexOf(column) !== index);
  if (twice !== undefined)
    throw fileError('column_twice', `The column "${COLUMN_TITLES[twice].vi[0]}" is there twice. Take one of them out.`, { details: { column: twice } });
  checkRequired(new Set(columns));
  // a title is shown again to whoever sent the file: cut, since a file without titles has data there
  const ignored = titles.filter((title, index) => title !== '' && columns[index] === undefined).map((title) => title.slice(0, 60));
  return { columns, ignored };
}

/** Errors: `columns_missing` (invalid), `details.columns` names them. */
function checkRequired(columns: ReadonlySet<ImportColumn | undefined>): void {
  const missing = REQUIRED_COLUMNS.filter((column) => !columns.has(column));
  if (missing.length === 0) return;
  const named = missing.map((column) => `"${COLUMN_TITLES[column].vi[0]}" (${COLUMN_TITLES[column].en[0]})`).join(', ');
  throw fileError('columns_missing', `The first row must name the columns; missing: ${named}. Start from the template.`, { details: { columns: missing } });
}

const isBlank = ({ cells }: TableRow): boolean =>
  cells.every((cell) => cell === undefined || (cell.kind !== 'error' && cell.kind !== 'formula' && cell.text.trim() === ''));
/** The template's explanations and example begin with a number sign. */
const isRemark = ({ cells }: TableRow): boolean =>
  cells
    .find((cell) => cell !== undefined && cell.text.trim() !== '')
    ?.text.trimStart()
    .startsWith('#') ?? false;

function toSourceRow({ number, cells }: TableRow, { columns }: Header): SourceRow {
  const named = new Map<ImportColumn, SourceCell>();
  for (const [index, cell] of cells.entries()) {
    const column = columns[index];
    if (column !== undefined && cell !== undefined) named.set(column, cell);
  }
  const isShifted = cells.slice(columns.length).some((cell) => cell !== undefined && cell.text.trim() !== '');
  if (!isShifted) return { number, cells: named };
  const fault = rowError(
    'columns_shifted',
    'This row has more cells than there are columns: probably a comma or semicolon inside a value. Put quotes around it.',
  );
  return { number, cells: named, fault };
}

/** Names the cells of a table by its first row that isn't empty; leaves out empty rows and remarks. `onIgnored` hears of titles that mean nothing. */
export async function* nameCells(table: AsyncIterable<TableRow>, onIgnored: (titles: readonly string[]) => void): AsyncGenerator<SourceRow, void, undefined> {
  let header: Header | undefined;
  for await (const row of table) {
    if (isBlank(row) || isRemark(row)) continue;
    if (header === undefined) {
      header = readHeader(row);
      onIgnored(header.ignored);
    } else yield toSourceRow(row, header);
  }
  if (header === undefined) throw fileError('file_empty', 'The file holds no rows. Fill in the template and send it again.');
}
