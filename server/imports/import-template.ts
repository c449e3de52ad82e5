import { CSV_BEGIN, csvLine } from '../../domain/camera-import/csv-line.ts';
import type { ImportLanguage } from '../../domain/camera-import/outcome-text.ts';
import { templateContent } from '../../domain/camera-import/template-content.ts';
import { textWorkbook } from './template-workbook.ts';

/** A file to download. */
export interface TemplateFile {
  readonly bytes: Buffer;
  readonly type: string;
  readonly name: string;
}

const NAMES: Readonly<Record<ImportLanguage, string>> = { vi: 'mau-danh-sach-camera', en: 'camera-list-template' };
const SHEETS: Readonly<Record<ImportLanguage, readonly [string, string, string, string]>> = {
  vi: ['Camera', 'Hướng dẫn', 'Cột', 'Ý nghĩa'],
  en: ['Cameras', 'Explanations', 'Column', 'Meaning'],
};

/** The template of a list of cameras: titles, explanations and an example that is not registered. */
export async function templateFile(format: 'csv' | 'xlsx', language: ImportLanguage): Promise<TemplateFile> {
  const { titles, explanations, example } = templateContent(language);
  const name = `${NAMES[language]}.${format}`;
  if (format === 'csv') {
    const bytes = Buffer.from(CSV_BEGIN + [titles, explanations, example].map(csvLine).join(''));
    return { bytes, type: 'text/csv; charset=utf-8', name };
  }
  const [list, help, column, meaning] = SHEETS[language];
  const explained = titles.map((title, index) => [title, explanations[index]!.replace(/^# /, '')]);
  const bytes = await textWorkbook([
    { name: list, rows: [titles, example] },
    { name: help, rows: [[column, meaning], ...explained] },
  ]);
  return { bytes, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', name };
}
