/** What Excel, LibreOffice and Google Sheets take for the beginning of a formula (OWASP, CSV injection). */
const FORMULA_START = /^[\s]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
/** Excel of a Vietnamese system separates by semicolons, since the comma belongs to decimals. */
const SEPARATOR = ';';

/** Makes UTF-8 text that Excel recognises as such. */
export const CSV_BEGIN = '\uFEFF';

/** A cell that no spreadsheet runs: what looks like a formula gets an apostrophe before it, plain numbers stay. */
export function csvCell(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = FORMULA_START.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[";,\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a CSV file (RFC 4180 but for its separator). */
export function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map(csvCell).join(SEPARATOR)}\r\n`;
}
