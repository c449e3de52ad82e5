import type { VideoCodec } from './video-codec.ts';

/**
 * Whether decoding can begin with this RTP payload: it starts a parameter set or a picture that needs no other.
 *
 * Sources: RFC 6184 §5.4–5.8 (H.264: SPS 7, PPS 8, IDR 5, also inside STAP-A and at the start of FU-A), RFC 7798 §4.4 (H.265: VPS 32, SPS 33,
 * PPS 34, IRAP 16–23, inside AP 48 and at the start of FU 49), RFC 2435 §3.1 (JPEG: fragment offset 0; every picture stands alone).
 */
export function startsKeyframe(codec: VideoCodec, payload: Buffer): boolean {
  if (codec === 'h264') return startsH264Keyframe(payload);
  if (codec === 'h265') return startsH265Keyframe(payload);
  return payload.length > 8 && payload.readUIntBE(1, 3) === 0;
}

/**
 * The sequence parameter set that a payload carries whole (H.264 type 7, H.265 type 33; alone or in an aggregation packet), undefined when it has none: another one means another size of picture.
 */
export function sequenceParameters(codec: VideoCodec, payload: Buffer): Buffer | undefined {
  if (codec === 'mjpeg') return undefined;
  const isH264 = codec === 'h264';
  const typeOf = (unit: Buffer): number => (isH264 ? (unit[0] ?? 0) & 0x1f : h265Type(unit));
  const isAggregated = typeOf(payload) === (isH264 ? H264_STAP_A : H265_AP);
  const units = isAggregated ? aggregated(payload, isH264 ? 1 : 2) : [payload];
  return units.find((unit) => typeOf(unit) === (isH264 ? 7 : 33));
}

const H264_STAP_A = 24;
const H264_FU_A = 28;

function startsH264Keyframe(payload: Buffer): boolean {
  const type = (payload[0] ?? 0) & 0x1f;
  if (type === H264_STAP_A) return aggregated(payload, 1).some((unit) => isH264Key((unit[0] ?? 0) & 0x1f));
  if (type === H264_FU_A) return isFragmentStart(payload[1]) && isH264Key((payload[1] ?? 0) & 0x1f);
  return isH264Key(type);
}

function isH264Key(type: number): boolean {
  return type === 5 || type === 7 || type === 8;
}

const H265_AP = 48;
const H265_FU = 49;

function startsH265Keyframe(payload: Buffer): boolean {
  const type = h265Type(payload);
  if (type === H265_AP) return aggregated(payload, 2).some((unit) => isH265Key(h265Type(unit)));
  if (type === H265_FU) return isFragmentStart(payload[2]) && isH265Key((payload[2] ?? 0) & 0x3f);
  return isH265Key(type);
}

function h265Type(unit: Buffer): number {
  return ((unit[0] ?? 0) >> 1) & 0x3f;
}

function isH265Key(type: number): boolean {
  return (type >= 16 && type <= 23) || (type >= 32 && type <= 34);
}

function isFragmentStart(fragmentHead: number | undefined): boolean {
  return ((fragmentHead ?? 0) & 0x80) !== 0;
}

/** Units of an aggregation packet: each with its length in two bytes before it. */
function aggregated(payload: Buffer, from: number): Buffer[] {
  const units: Buffer[] = [];
  for (let at = from; at + 2 < payload.length;) {
    const end = at + 2 + payload.readUInt16BE(at);
    units.push(payload.subarray(at + 2, end));
    at = end;
  }
  return units;
}
