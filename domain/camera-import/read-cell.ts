import type { ImportColumn } from './import-column.ts';
import { IMPORT_LIMITS } from './import-outcome.ts';
import { foldWord } from './import-words.ts';
import { rowError, type SourceRow } from './source-row.ts';

// oxlint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/u;
const NUMBER = /^([+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?)\s*(?:m|°|độ|deg|s|giây|giờ|h)?$/i;
/** Longest number that a spreadsheet keeps exactly. */
const EXACT_DIGITS = 15;
const SERIAL_DAY_MS = 86_400_000;
const SERIAL_EPOCH_MS = Date.UTC(1899, 11, 30);
/** 1954 to 2119: other numbers in a column of dates are no dates. */
const SERIAL_RANGE = { first: 20_000, last: 80_000 };

/** The text of a cell, trimmed; undefined when it is empty. Errors: `formula_in_cell`, `error_in_cell`, `unprintable_character`, `cell_too_long`. */
export function readText({ cells }: SourceRow, column: ImportColumn): string | undefined {
  const cell = cells.get(column);
  if (cell === undefined) return undefined;
  if (cell.kind === 'formula') throw rowError('formula_in_cell', 'This cell holds a formula. Copy the column and paste its values only.', column);
  if (cell.kind === 'error') throw rowError('error_in_cell', "This cell holds a spreadsheet's error. Put the value there.", column);
  if (cell.text.length > IMPORT_LIMITS.cellCharacters) throw rowError('cell_too_long', 'This cell holds far too much text.', column);
  if (UNPRINTABLE.test(cell.text)) throw rowError('unprintable_character', 'This cell holds a character that can not be shown. Type it again.', column);
  // a password may begin or end with a space
  const text = column === 'password' ? cell.text : cell.text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  return text === '' ? undefined : text;
}

/** Text that a spreadsheet may have taken for a number: refused when digits were lost. Errors: those of `readText`, `digits_lost`. */
export function readWord(row: SourceRow, column: ImportColumn): string | undefined {
  const text = readText(row, column);
  const isNumber = row.cells.get(column)?.kind === 'number';
  if (isNumber && (/e/i.test(text!) || text!.replaceAll(/\D/g, '').length > EXACT_DIGITS))
    throw rowError('digits_lost', 'The spreadsheet took this for a number and lost digits. Format the column as text and type it again.', column);
  return text;
}

/** A number with a dot or a comma before its decimals. Errors: those of `readText`, `not_a_number`. */
export function readNumber(row: SourceRow, column: ImportColumn): number | undefined {
  const text = readText(row, column);
  if (text === undefined) return undefined;
  const value = Number(NUMBER.exec(text)?.[1]?.replace(',', '.') ?? Number.NaN);
  if (!Number.isFinite(value)) throw rowError('not_a_number', 'This is not a number. Write it like 11.789 or 11,789, without thousands separators.', column);
  return value;
}

/** A day as `yyyy-mm-dd`, from that form, from dd/mm/yyyy (also with dots or dashes), or from a spreadsheet's own date. Errors: those of `readText`, `not_a_day`. */
export function readDay(row: SourceRow, column: ImportColumn): string | undefined {
  const text = readText(row, column);
  if (text === undefined) return undefined;
  const day = row.cells.get(column)?.kind === 'number' ? dayOfSerial(Number(text)) : dayOfText(text);
  if (day === undefined) throw rowError('not_a_day', 'This is not a date. Write it as day/month/year, for example 22/11/2026.', column);
  return day;
}

function dayOfSerial(serial: number): string | undefined {
  if (!(serial >= SERIAL_RANGE.first && serial <= SERIAL_RANGE.last)) return undefined;
  return new Date(SERIAL_EPOCH_MS + Math.floor(serial) * SERIAL_DAY_MS).toISOString().slice(0, 10);
}

function dayOfText(text: string): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?$/.exec(text) ?? [];
  if (year !== undefined) return calendarDay(Number(year), Number(month), Number(date));
  const [, d, m, y] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  return y === undefined ? undefined : calendarDay(Number(y), Number(m), Number(d));
}

function calendarDay(year: number, month: number, date: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, date));
  const exists = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return exists ? at.toISOString().slice(0, 10) : undefined;
}

/** One of a few words; `choices` maps folded words to values. Errors: those of `readText`, `unknown_word`. */
export function readChoice<T extends string>(row: SourceRow, column: ImportColumn, choices: Readonly<Record<string, T>>): T | undefined {
  const text = readText(row, column);
  if (text === undefined) return undefined;
  const folded = foldWord(text);
  if (Object.hasOwn(choices, folded)) return choices[folded];
  const known = [...new Set(Object.values(choices))].join(', ');
  throw rowError('unknown_word', `This word is not known here. Use one of: ${known}.`, column);
}
