import { Readable } from 'node:stream';
import { COLUMN_TITLES } from '../../domain/camera-import/import-column.ts';
import { CSV_BEGIN, csvLine } from '../../domain/camera-import/csv-line.ts';
import type { ImportOutcome } from '../../domain/camera-import/import-outcome.ts';
import { importProblemText, OUTCOME_TEXTS, type ImportLanguage } from '../../domain/camera-import/outcome-text.ts';
import type { Queryable } from '../../db/database.ts';
import { listOutcomes, type StoredOutcome } from '../../db/repositories/camera-import-repository.ts';

interface CsvWish {
  readonly language: ImportLanguage;
  readonly outcome?: ImportOutcome | undefined;
}

const TITLES: Readonly<Record<ImportLanguage, readonly string[]>> = {
  vi: ['Dòng', 'Kết quả', 'Tên camera', 'Đơn vị', 'Cột', 'Lý do', 'Mã lý do', 'Mã trong hệ thống'],
  en: ['Row', 'Outcome', 'Name', 'Unit', 'Column', 'Reason', 'Code', 'Camera id'],
};
const PAGE_ROWS = 1000;

function lineOf({ rowNumber, outcome, name, cameraId, details }: StoredOutcome, language: ImportLanguage): string {
  const { unitChoices } = details;
  const refusal = details.code === undefined ? [] : [{ code: details.code, message: details.message ?? '', unitChoices }];
  const reasons = [...refusal, ...(details.warnings ?? [])];
  const text = reasons.map((reason) => importProblemText(language, reason)).join(' ');
  const column = details.column === undefined ? '' : COLUMN_TITLES[details.column][language][0];
  const codes = reasons.map(({ code }) => code).join(' ');
  return csvLine([rowNumber, OUTCOME_TEXTS[language][outcome], name, details.unit?.name ?? null, column, text, codes, cameraId]);
}

/** The outcomes of an import as a CSV file that a spreadsheet opens with the right letters and runs nothing of. Read from the database page by page. */
export function outcomeCsv(db: Queryable, importId: string, { language, outcome }: CsvWish): Readable {
  async function* lines(): AsyncGenerator<string, void, undefined> {
    yield CSV_BEGIN + csvLine(TITLES[language]);
    for (let afterRow = 0; ;) {
      const page = await listOutcomes(db, importId, { outcome, afterRow, limit: PAGE_ROWS });
      if (page.length > 0) yield page.map((row) => lineOf(row, language)).join('');
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE_ROWS) return;
      afterRow = last.rowNumber;
    }
  }
  return Readable.from(lines());
}
