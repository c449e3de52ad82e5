import { JSONParser } from '@streamparser/json';
import { AppError } from '../../domain/app-error.ts';
import { columnOfTitle, type ImportColumn } from '../../domain/camera-import/import-column.ts';
import { IMPORT_LIMITS } from '../../domain/camera-import/import-outcome.ts';
import { rowError, type SourceCell, type SourceRow } from '../../domain/camera-import/source-row.ts';
import { fileError, tooManyRows } from './file-error.ts';

interface Feature {
  readonly id?: unknown;
  readonly geometry?: { readonly type?: unknown; readonly coordinates?: unknown } | null;
  readonly properties?: Readonly<Record<string, unknown>> | null;
}

/** One feature, and whatever stands between two, may be this long: what is deeper or longer is no list of cameras. */
const MOST_FEATURE_CHARACTERS = IMPORT_LIMITS.rowCharacters;
const PIECE_CHARACTERS = 16_384;

function textCell(value: unknown): SourceCell | undefined {
  if (typeof value === 'string') return { kind: 'text', text: value };
  return typeof value === 'number' || typeof value === 'boolean' ? { kind: 'text', text: String(value) } : undefined;
}

function readFeature(number: number, value: unknown, onIgnored: (title: string) => void): SourceRow {
  const feature = (typeof value === 'object' && value !== null ? value : {}) as Feature;
  const cells = new Map<ImportColumn, SourceCell>();
  const put = (column: ImportColumn, given: unknown): void => {
    const cell = textCell(given);
    if (cell !== undefined) cells.set(column, cell);
  };
  if (feature.id !== undefined) put('externalId', feature.id);
  for (const [title, given] of Object.entries(feature.properties ?? {})) {
    const column = columnOfTitle(title);
    if (column === undefined) onIgnored(title);
    else if (column !== 'latitude' && column !== 'longitude') put(column, given);
  }
  const { type, coordinates } = feature.geometry ?? {};
  if (type !== 'Point' || !Array.isArray(coordinates))
    return { number, cells, fault: rowError('not_a_point', 'This feature is no GeoJSON Point. A camera hangs at one point.', 'latitude') };
  put('longitude', coordinates[0]);
  put('latitude', coordinates[1]);
  return { number, cells };
}

function checkTop(key: unknown, value: unknown): void {
  if (key === 'type' && value !== 'FeatureCollection') throw fileError('not_a_feature_collection', 'This JSON file is no GeoJSON FeatureCollection.');
  if (key === 'crs' && !/CRS84|4326/.test(JSON.stringify(value)))
    throw fileError('crs_unsupported', 'The GeoJSON file uses another coordinate system. Export it in WGS84 (EPSG:4326).');
}

/** The features of a FeatureCollection as rows, by the API's names or the template's titles. Errors: `json_malformed`, `not_a_feature_collection`, `crs_unsupported`, `row_too_long`, `too_many_rows`. */
export async function* geojsonRows(text: AsyncIterable<string>, onIgnored: (titles: readonly string[]) => void): AsyncGenerator<SourceRow, void, undefined> {
  const parser = new JSONParser({ paths: ['$.features.*', '$.type', '$.crs'], keepStack: false });
  const ignored = new Set<string>();
  let found: SourceRow[] = [];
  let number = 0;
  let sinceLast = 0;
  let isCollection = false;
  parser.onValue = ({ value, key, stack }) => {
    sinceLast = 0;
    if (stack.length === 1) {
      checkTop(key, value);
      isCollection ||= key === 'type';
    } else {
      number += 1;
      found.push(readFeature(number, value, (title) => ignored.size < IMPORT_LIMITS.columns && ignored.add(title.slice(0, 60))));
    }
  };
  const write = (piece: string): void => {
    sinceLast += piece.length;
    try {
      parser.write(piece);
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw fileError('json_malformed', 'The file is not valid JSON: a bracket, comma or quote is missing.', { cause: error });
    }
    if (sinceLast > MOST_FEATURE_CHARACTERS + PIECE_CHARACTERS) throw fileError('row_too_long', 'A feature is far too long. Is this a list of cameras?');
    if (number > IMPORT_LIMITS.rows) throw tooManyRows();
  };
  for await (const chunk of text) {
    for (let at = 0; at < chunk.length; at += PIECE_CHARACTERS) {
      write(chunk.slice(at, at + PIECE_CHARACTERS));
      yield* found;
      found = [];
    }
  }
  if (!parser.isEnded) throw fileError('json_malformed', 'The file is cut off: its last bracket is missing.');
  if (!isCollection) throw fileError('not_a_feature_collection', 'This JSON file is no GeoJSON FeatureCollection.');
  if (number === 0) throw fileError('file_empty', 'The file holds no features.');
  onIgnored([...ignored]);
}
