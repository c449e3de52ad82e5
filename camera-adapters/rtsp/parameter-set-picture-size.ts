import { createBitReader } from './bit-reader.ts';
import type { BitReader } from './bit-reader.ts';
import type { VideoCodec } from './video-codec.ts';

/** Width and height of the shown picture. */
export interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Profiles whose sequence parameter set says more about colour (ITU-T H.264 §7.3.2.1.1). */
const HIGH_PROFILES = new Set([44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244]);
const MAX_SIDE_PX = 32_768;

/**
 * Picture size from the sequence parameter set in a session description's format parameters.
 *
 * @returns undefined when it isn't there or makes no sense.
 */
export function parameterSetPictureSize(codec: VideoCodec, formatParams: Readonly<Record<string, string>>): PictureSize | undefined {
  const size = codec === 'h264' ? readH264(formatParams['sprop-parameter-sets']) : codec === 'h265' ? readH265(formatParams['sprop-sps']) : undefined;
  return size !== undefined && isSide(size.widthPx) && isSide(size.heightPx) ? size : undefined;
}

function isSide(px: number): boolean {
  return Number.isInteger(px) && px >= 16 && px <= MAX_SIDE_PX;
}

function nalUnits(base64List: string | undefined): Buffer[] {
  return (base64List ?? '').split(',').map((unit) => Buffer.from(unit, 'base64'));
}

/** ITU-T H.264 §7.3.2.1.1, up to the cropping. */
function readH264(parameterSets: string | undefined): PictureSize | undefined {
  const sps = nalUnits(parameterSets).find((unit) => unit.length > 4 && ((unit[0] ?? 0) & 0x1f) === 7);
  if (sps === undefined) return undefined;
  const reader = createBitReader(sps.subarray(1));
  const profile = reader.bits(8);
  reader.skip(16);
  reader.unsigned();
  const chroma = HIGH_PROFILES.has(profile) ? readH264Chroma(reader) : 1;
  reader.unsigned();
  skipH264PictureOrder(reader);
  reader.unsigned();
  reader.skip(1);
  const widthPx = (reader.unsigned() + 1) * 16;
  const mapHeight = reader.unsigned() + 1;
  const frameOnly = reader.bits(1);
  if (frameOnly === 0) reader.skip(1);
  reader.skip(1);
  const fields = 2 - frameOnly;
  return crop(reader, { widthPx, heightPx: mapHeight * 16 * fields }, chroma, fields);
}

/** @returns chroma_format_idc */
function readH264Chroma(reader: BitReader): number {
  const chroma = reader.unsigned();
  if (chroma === 3) reader.skip(1);
  reader.unsigned();
  reader.unsigned();
  reader.skip(1);
  if (reader.bits(1) === 1) {
    for (let index = 0; index < (chroma === 3 ? 12 : 8); index += 1) if (reader.bits(1) === 1) skipScalingList(reader, index < 6 ? 16 : 64);
  }
  return chroma;
}

/** ITU-T H.264 §7.3.2.1.1.1 */
function skipScalingList(reader: BitReader, length: number): void {
  let last = 8;
  let next = 8;
  for (let index = 0; index < length; index += 1) {
    if (next !== 0) next = (last + reader.signed() + 256) % 256;
    last = next === 0 ? last : next;
  }
}

function skipH264PictureOrder(reader: BitReader): void {
  const type = reader.unsigned();
  if (type === 0) reader.unsigned();
  if (type !== 1) return;
  reader.skip(1);
  reader.signed();
  reader.signed();
  const cycle = reader.unsigned();
  for (let index = 0; index < Math.min(cycle, 255); index += 1) reader.signed();
}

/** ITU-T H.265 §7.3.2.2, up to the conformance window. */
function readH265(parameterSets: string | undefined): PictureSize | undefined {
  const sps = nalUnits(parameterSets).find((unit) => unit.length > 4 && (((unit[0] ?? 0) >> 1) & 0x3f) === 33);
  if (sps === undefined) return undefined;
  const reader = createBitReader(sps.subarray(2));
  reader.skip(4);
  const subLayers = reader.bits(3);
  reader.skip(1);
  skipProfileTierLevel(reader, subLayers);
  reader.unsigned();
  const chroma = reader.unsigned();
  if (chroma === 3) reader.skip(1);
  const widthPx = reader.unsigned();
  const heightPx = reader.unsigned();
  return crop(reader, { widthPx, heightPx }, chroma, 1);
}

/** ITU-T H.265 §7.3.3 */
function skipProfileTierLevel(reader: BitReader, subLayers: number): void {
  reader.skip(88 + 8);
  const present = Array.from({ length: subLayers }, () => ({ profile: reader.bits(1), level: reader.bits(1) }));
  if (subLayers > 0) reader.skip(2 * (8 - subLayers));
  for (const { profile, level } of present) reader.skip(profile * 88 + level * 8);
}

/** The cropping window of both codecs: offsets count in chroma samples (H.264 §7.4.2.1.1, H.265 §7.4.3.2.1). */
function crop(reader: BitReader, coded: PictureSize, chroma: number, fields: number): PictureSize | undefined {
  const isCropped = reader.bits(1) === 1;
  const [left, right, top, bottom] = isCropped ? [reader.unsigned(), reader.unsigned(), reader.unsigned(), reader.unsigned()] : [0, 0, 0, 0];
  if (reader.isPastEnd) return undefined;
  const unitX = chroma === 1 || chroma === 2 ? 2 : 1;
  const unitY = (chroma === 1 ? 2 : 1) * fields;
  return { widthPx: coded.widthPx - (left + right) * unitX, heightPx: coded.heightPx - (top + bottom) * unitY };
}
