import type { z } from 'zod';
import { findPersonalDataInName } from '../personal-data-check.ts';
import type { cameraCreateWire } from '../wire/camera-wire.ts';
import type { ImportColumn } from './import-column.ts';
import { MOTION_WORDS, PURPOSE_WORDS, RECORDING_WORDS, SOURCE_KIND_WORDS, TRANSPORT_WORDS } from './import-words.ts';
import { readChoice, readDay, readNumber, readText, readWord } from './read-cell.ts';
import { readPosition } from './read-position.ts';
import { rowError, type SourceRow } from './source-row.ts';

type CreateInput = z.input<typeof cameraCreateWire>;

/** A row as a request for `POST /cameras` would have it, its unit still as it was written. */
export interface CameraDraft {
  readonly rowNumber: number;
  readonly externalId: string | undefined;
  /** Code, id or name of the unit; undefined: the only one of whoever imports. */
  readonly unitText: string | undefined;
  readonly input: Omit<CreateInput, 'unitId'>;
  /** Columns that were empty and for which a figure was assumed. */
  readonly assumed: readonly ImportColumn[];
}

const ASSUMED = { heightM: 4, tiltDeg: 10, hfovDeg: 90, rangeM: 30, resolution: { width: 1920, height: 1080 } } as const;
const FULL_TURN_DEG = 360;
const MAX_EXTERNAL_ID = 100;

/** Takes a row apart. Errors: those of `read-cell.ts` and `read-position.ts`, `value_missing`, `not_a_resolution`, `pan_range_not_used`, `address_not_used`, `personal_data_in_text`, `credentials_not_used`, `unknown_scheme`. */
export function draftOfRow(row: SourceRow): CameraDraft {
  if (row.fault !== undefined) throw row.fault;
  const assumed: ImportColumn[] = [];
  const name = readText(row, 'name');
  if (name === undefined) throw rowError('value_missing', 'The name of the camera is missing.', 'name');
  const externalId = readWord(row, 'externalId');
  if (externalId !== undefined && externalId.length > MAX_EXTERNAL_ID)
    throw rowError('cell_too_long', 'This code is longer than 100 characters.', 'externalId');
  if (externalId !== undefined && findPersonalDataInName(externalId).length > 0)
    throw rowError('personal_data_in_text', 'The column externalId holds a number plate, an ID number or a phone number; take it out.', 'externalId');
  const snapshotEverySeconds = readNumber(row, 'snapshotEverySeconds');
  const purpose = readChoice(row, 'purpose', PURPOSE_WORDS);
  const postedAt = readDay(row, 'noticePostedAt');
  const siteName = readText(row, 'siteName');
  const input = {
    name,
    placement: readPlacement(row, assumed),
    source: readSourceColumns(row),
    ...readRecording(row),
    ...(siteName === undefined ? {} : { siteName }),
    ...(snapshotEverySeconds === undefined ? {} : { snapshotEverySeconds }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(postedAt === undefined ? {} : { notice: { postedAt } }),
  };
  return { rowNumber: row.number, externalId, unitText: readWord(row, 'unit'), input, assumed };
}

function readPlacement(row: SourceRow, assumed: ImportColumn[]): CreateInput['placement'] {
  const orElse = <T>(column: ImportColumn, value: T | undefined, otherwise: T): T => {
    if (value === undefined) assumed.push(column);
    return value ?? otherwise;
  };
  const position = { type: 'Point' as const, coordinates: readPosition(row) as [number, number] };
  const from = readDay(row, 'validFrom');
  const motion = readMotion(row);
  return {
    position,
    heightM: orElse('heightM', readNumber(row, 'heightM'), ASSUMED.heightM),
    ...readDirection(row, assumed, motion.motion !== undefined && motion.motion !== 'fixed' && motion.panRangeDeg === undefined),
    ...motion,
    tiltDeg: orElse('tiltDeg', readNumber(row, 'tiltDeg'), ASSUMED.tiltDeg),
    rangeM: orElse('rangeM', readNumber(row, 'rangeM'), ASSUMED.rangeM),
    resolution: orElse('resolution', readResolution(row), ASSUMED.resolution),
    // a day means its beginning in Viet Nam
    ...(from === undefined ? {} : { validFrom: `${from}T00:00:00+07:00` }),
  };
}

/** Nothing said is a fixed camera; how far a fixed one turns is a contradiction, and of the two the motion is more often forgotten. */
function readMotion(row: SourceRow): Pick<CreateInput['placement'], 'motion' | 'panRangeDeg'> {
  const motion = readChoice(row, 'motion', MOTION_WORDS);
  const panRangeDeg = readNumber(row, 'panRangeDeg');
  if (panRangeDeg !== undefined && (motion ?? 'fixed') === 'fixed')
    throw rowError('pan_range_not_used', 'Only a camera that can be turned has a pan range. Write ptz or dome beside it, or empty this cell.', 'panRangeDeg');
  return { ...(motion === undefined ? {} : { motion }), ...(panRangeDeg === undefined ? {} : { panRangeDeg }) };
}

/**
 * An unknown direction counts as all round: a camera that is listed needlessly costs a look, one that is left out costs the case. One that turns all round (`turnsFully`) needs no direction, so its field of view
 * may be given without one.
 */
function readDirection(row: SourceRow, assumed: ImportColumn[], turnsFully: boolean): { bearingDeg: number; hfovDeg: number } {
  const bearingDeg = readNumber(row, 'bearingDeg');
  const hfovDeg = readNumber(row, 'hfovDeg');
  if (bearingDeg === undefined && turnsFully) {
    if (hfovDeg === undefined) assumed.push('hfovDeg');
    return { bearingDeg: 0, hfovDeg: hfovDeg ?? ASSUMED.hfovDeg };
  }
  if (bearingDeg === undefined) {
    if (hfovDeg !== undefined && hfovDeg < FULL_TURN_DEG)
      throw rowError('value_missing', 'The direction is missing. Give it, or leave the field of view empty as well when it is not known.', 'bearingDeg');
    assumed.push('bearingDeg', ...(hfovDeg === undefined ? (['hfovDeg'] as const) : []));
    return { bearingDeg: 0, hfovDeg: FULL_TURN_DEG };
  }
  if (hfovDeg === undefined) assumed.push('hfovDeg');
  // 360 is what a compass shows for north
  return { bearingDeg: bearingDeg === FULL_TURN_DEG ? 0 : bearingDeg, hfovDeg: hfovDeg ?? ASSUMED.hfovDeg };
}

function readResolution(row: SourceRow): { width: number; height: number } | undefined {
  const text = readText(row, 'resolution');
  if (text === undefined) return undefined;
  const [, width, height] = /^(\d{2,5})\s*[x×*]\s*(\d{2,5})$/i.exec(text) ?? [];
  if (width === undefined) throw rowError('not_a_resolution', 'Write the resolution as width x height, for example 1920x1080.', 'resolution');
  return { width: Number(width), height: Number(height) };
}

function readRecording(row: SourceRow): Pick<CreateInput, 'recording'> {
  const mode = readChoice(row, 'recordingMode', RECORDING_WORDS);
  const retentionHours = readNumber(row, 'retentionHours');
  if (mode === undefined && retentionHours === undefined) return {};
  return { recording: { mode: mode ?? 'off', ...(retentionHours === undefined ? {} : { retentionHours }) } };
}

function kindOfScheme(url: string): 'rtsp' | 'onvif' {
  if (/^rtsps?:/i.test(url)) return 'rtsp';
  if (/^https?:/i.test(url)) return 'onvif';
  throw rowError('unknown_scheme', 'Begin the address with rtsp://, or with http:// for ONVIF.', 'url');
}

function readSourceColumns(row: SourceRow): CreateInput['source'] {
  const url = readText(row, 'url');
  const said = readChoice(row, 'sourceKind', SOURCE_KIND_WORDS);
  const transport = readChoice(row, 'transport', TRANSPORT_WORDS);
  const username = readWord(row, 'username');
  const password = readWord(row, 'password');
  const kind = said ?? (url === undefined ? 'registered' : kindOfScheme(url));
  if (kind === 'registered') {
    if (url !== undefined) throw rowError('address_not_used', 'A camera without a connection has no address. Empty this cell, or choose rtsp or onvif.', 'url');
    const column = username === undefined ? 'password' : 'username';
    if ((username ?? password) !== undefined)
      throw rowError('credentials_not_used', 'There is a user name or password but no address to use it at. Give the address, or empty the cell.', column);
    return { kind };
  }
  if (url === undefined) throw rowError('value_missing', 'The address is missing.', 'url');
  const credentials = { ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password }) };
  return kind === 'rtsp' ? { kind, url, ...(transport === undefined ? {} : { transport }), ...credentials } : { kind, url, ...credentials };
}
