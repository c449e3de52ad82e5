import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** One sheet of text: its name and its rows. */
export interface TextSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const FIXED_TIME = new Date('2026-01-01T00:00:00Z');

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

// "@" is Excel's format for text: passwords and codes keep their leading zeros. Style 1 is bold besides
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts>
<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="49"/></cellStyleXfs>
<cellXfs count="2"><xf numFmtId="49" fontId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

function sheetXml({ rows }: TextSheet): string {
  const width = Math.max(...rows.map((row) => row.length));
  const cell = (text: string, style: number): string => `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
  const lines = rows.map((row, index) => `<row r="${index + 1}">${row.map((text) => cell(text, index === 0 ? 1 : 0)).join('')}</row>`).join('');
  const view = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  return `${HEAD}<worksheet xmlns="${MAIN}">${view}<cols><col min="1" max="${width}" width="22" style="0"/></cols><sheetData>${lines}</sheetData></worksheet>`;
}

/** A workbook in which every cell is text (ECMA-376, SpreadsheetML), with the first row of each sheet bold and fixed. */
export async function textWorkbook(sheets: readonly TextSheet[]): Promise<Buffer> {
  const numbered = sheets.map((sheet, index) => ({ ...sheet, part: `sheet${index + 1}`, relation: `rId${index + 1}`, id: index + 1 }));
  const zip = new ZipFile();
  const add = (name: string, text: string): void => zip.addBuffer(Buffer.from(text), name, { mtime: FIXED_TIME });
  const overrides = numbered.map(({ part }) => `<Override PartName="/xl/worksheets/${part}.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>`).join('');
  add(
    '[Content_Types].xml',
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/>${overrides}</Types>`,
  );
  add(
    '_rels/.rels',
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  const list = numbered.map(({ name, id, relation }) => `<sheet name="${escapeXml(name)}" sheetId="${id}" r:id="${relation}"/>`).join('');
  add('xl/workbook.xml', `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list}</sheets></workbook>`);
  const targets = numbered
    .map(({ part, relation }) => `<Relationship Id="${relation}" Type="${RELATIONS}/worksheet" Target="worksheets/${part}.xml"/>`)
    .join('');
  add(
    'xl/_rels/workbook.xml.rels',
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${targets}<Relationship Id="rIdStyles" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  );
  add('xl/styles.xml', STYLES);
  for (const sheet of numbered) add(`xl/worksheets/${sheet.part}.xml`, sheetXml(sheet));
  zip.end();
  return buffer(zip.outputStream);
}
