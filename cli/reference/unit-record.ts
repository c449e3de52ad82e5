import { foldCameraName } from '../../domain/camera-name-fold.ts';
import { UNIT_LEVELS, type UnitLevel } from '../../domain/camera-terms.ts';
import { checkName } from '../../domain/personal-data-check.ts';
import { readCsvRecords, readFeatures, referenceError, textOf } from './read-reference.ts';

/** A unit of a reference file. `level` and `name` may be missing for one that is there already. */
export interface UnitRecord {
  readonly place: string;
  readonly code: string;
  readonly level: UnitLevel | undefined;
  readonly name: string | undefined;
  readonly parentCode: string | undefined;
  readonly validFrom: string | undefined;
  readonly boundary: unknown;
}

/** Words of official lists, in Vietnamese and English, folded. */
const LEVEL_WORDS: Readonly<Record<string, UnitLevel>> = {
  ...Object.fromEntries(UNIT_LEVELS.map((level) => [level.replaceAll('_', ' '), level])),
  municipality: 'province',
  tinh: 'province',
  'thanh pho': 'province',
  'thanh pho truc thuoc trung uong': 'province',
  huyen: 'district',
  quan: 'district',
  xa: 'commune',
  phuong: 'ward',
  'thi tran': 'township',
  'dac khu': 'special_zone',
  specialadministrativeregion: 'special_zone',
  'special administrative region': 'special_zone',
  'to dan pho': 'neighbourhood',
  thon: 'neighbourhood',
  xom: 'neighbourhood',
  'khu pho': 'neighbourhood',
  ap: 'neighbourhood',
  buon: 'neighbourhood',
};
const DAY = /^\d{4}-\d{2}-\d{2}$/;

function readRecord(path: string, place: string, values: Readonly<Record<string, unknown>>, id: string | undefined, boundary: unknown): UnitRecord {
  const code = textOf(values, 'code') ?? id;
  if (code === undefined) throw referenceError(path, `${place} has no code.`);
  const word = textOf(values, 'level', 'type');
  const level = word === undefined ? undefined : LEVEL_WORDS[foldCameraName(word).replaceAll('_', ' ')];
  if (word !== undefined && level === undefined) throw referenceError(path, `${place}: "${word}" is no level. Use one of ${UNIT_LEVELS.join(', ')}.`);
  const validFrom = textOf(values, 'valid_from', 'validFrom');
  if (validFrom !== undefined && !DAY.test(validFrom)) throw referenceError(path, `${place}: write valid_from as yyyy-mm-dd.`);
  const name = textOf(values, 'full_name', 'fullName', 'name');
  checkName(name ?? '', `${place}: name`);
  return {
    place,
    code,
    level,
    name,
    parentCode: textOf(values, 'parent_code', 'parentCode'),
    validFrom,
    boundary,
  };
}

/** Units of a CSV file with the columns code, type (or level), name or full_name, parent_code, valid_from. */
export async function readUnitCodes(path: string): Promise<UnitRecord[]> {
  const records = await readCsvRecords(path);
  return records.map(({ number, values }) => readRecord(path, `row ${number}`, values, undefined, null));
}

/** Units of a GeoJSON file, with the same properties and their boundaries (Polygon or MultiPolygon). */
export async function readUnitFeatures(path: string): Promise<UnitRecord[]> {
  const features = await readFeatures(path);
  return features.map(({ position, id, properties, geometry }) => {
    if (geometry !== null && geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')
      throw referenceError(path, `feature ${position} is a ${geometry.type}: a unit's boundary is a Polygon or MultiPolygon.`);
    return readRecord(path, `feature ${position}`, properties, id, geometry);
  });
}
