import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../../domain/app-error.ts';
import { csvRows } from '../../workers/imports/csv-rows.ts';
import { decodeText } from '../../workers/imports/decode-text.ts';

/** A feature of a reference file; its geometry is not checked yet. */
export interface ReferenceFeature {
  /** From 1. */
  readonly position: number;
  readonly id: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
}

/** Reference files are the operator's own and are read whole. */
const MOST_BYTES = 500_000_000;

export function referenceError(path: string, why: string, cause?: unknown): AppError {
  return new AppError('invalid', 'reference_file_invalid', `${path}: ${why} Nothing was changed.`, { cause });
}

async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new AppError('not_found', 'file_missing', `There is no file ${path}, or it can't be read.`, { cause });
  });
  if (!found.isFile() || found.size > MOST_BYTES) throw referenceError(path, 'it is no file, or larger than 500 MB: divide it.');
}

interface RawFeature {
  readonly id?: unknown;
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly geometry?: ReferenceFeature['geometry'];
}

/** The features of a GeoJSON FeatureCollection. Errors: `file_missing`, `reference_file_invalid`. */
export async function readFeatures(path: string): Promise<ReferenceFeature[]> {
  await checkFile(path);
  let parsed: { type?: unknown; features?: unknown };
  try {
    parsed = JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, '')) as typeof parsed;
  } catch (cause) {
    throw referenceError(path, 'it is not valid JSON.', cause);
  }
  if (parsed?.type !== 'FeatureCollection' || !Array.isArray(parsed.features)) throw referenceError(path, 'it is no GeoJSON FeatureCollection.');
  return (parsed.features as (RawFeature | null)[]).map((feature, index) => ({
    position: index + 1,
    id: textOf({ id: feature?.id }, 'id'),
    properties: feature?.properties ?? {},
    geometry: feature?.geometry ?? null,
  }));
}

/** The lines of a CSV file by the titles of its first line (lower case), with their numbers. Errors: `file_missing`, those of `csvRows`. */
export async function readCsvRecords(path: string): Promise<{ readonly number: number; readonly values: Readonly<Record<string, string>> }[]> {
  await checkFile(path);
  const records: { number: number; values: Record<string, string> }[] = [];
  let titles: string[] | undefined;
  for await (const { number, cells } of csvRows(decodeText(createReadStream(path)))) {
    const texts = cells.map((cell) => cell?.text.trim() ?? '');
    if (texts.every((text) => text === '')) continue;
    if (titles === undefined) titles = texts.map((text) => text.toLowerCase());
    else records.push({ number, values: Object.fromEntries(titles.map((title, index) => [title, texts[index] ?? ''])) });
  }
  return records;
}

/** The first of some properties that is a text or number with something in it. */
export function textOf(properties: Readonly<Record<string, unknown>>, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = properties[name];
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
    if (text !== '') return text;
  }
  return undefined;
}
