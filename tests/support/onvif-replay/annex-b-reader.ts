/** Types of NAL units that matter here (ITU-T H.264, table 7-1). */
export const nalType = { slice: 1, keySlice: 5, sei: 6, sequenceParameters: 7, pictureParameters: 8, delimiter: 9 } as const;

/** The type of an H.264 NAL unit. */
export function typeOfNal(nal: Buffer): number {
  return (nal[0] ?? 0) & 0x1f;
}

/** Cuts an H.264 byte stream (H.264, annex B) into NAL units without start codes. */
export function readNalUnits(stream: Buffer): readonly Buffer[] {
  const units: Buffer[] = [];
  const startCode = Buffer.from([0, 0, 1]);
  let begin = stream.indexOf(startCode);
  while (begin !== -1) {
    const next = stream.indexOf(startCode, begin + 3);
    let end = next === -1 ? stream.length : next;
    // Zeros before a start code belong to it: trailing_zero_8bits, or the first byte of a four-byte code.
    while (end > begin + 3 && stream[end - 1] === 0) end -= 1;
    units.push(stream.subarray(begin + 3, end));
    begin = next;
  }
  return units;
}

/** NAL units of one picture with what goes before it. */
export interface CodedPicture {
  readonly clean: boolean;
  readonly nalUnits: readonly Buffer[];
}

/**
 * Groups NAL units to pictures (H.264, 7.4.1.2.3): a new one begins with parameter sets, SEI or a delimiter after a slice,
 * and with a slice whose first macroblock is 0.
 *
 * @throws Error when the stream has B-frames: their order of display is not in the byte stream.
 */
export function groupPictures(units: readonly Buffer[]): readonly CodedPicture[] {
  const pictures: Buffer[][] = [];
  let hasSlice = true;
  for (const unit of units) {
    const type = typeOfNal(unit);
    const slice = type === nalType.slice || type === nalType.keySlice;
    if (slice && readSliceType(unit) === 1) throw new Error('the replay server needs H.264 without B-frames (-bf 0)');
    const begins: boolean = hasSlice && (!slice || firstMacroblockIsZero(unit));
    if (begins) pictures.push([]);
    hasSlice = slice || (hasSlice && !begins);
    // RFC 6184, 5.2 lets delimiters go by; receivers do without.
    if (type !== nalType.delimiter) pictures.at(-1)?.push(unit);
  }
  return pictures.map((nalUnits) => ({ clean: nalUnits.some((unit) => typeOfNal(unit) === nalType.keySlice), nalUnits }));
}

/** `first_mb_in_slice` is the first Exp-Golomb number of a slice header; 0 is the single bit 1. */
function firstMacroblockIsZero(slice: Buffer): boolean {
  return ((slice[1] ?? 0) & 0x80) !== 0;
}

/** `slice_type` modulo 5 (H.264, table 7-6): 0 P, 1 B, 2 I. */
function readSliceType(slice: Buffer): number {
  const bits = [...slice.subarray(1, 13)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const first = expGolomb(bits, 0);
  return expGolomb(bits, first.next).value % 5;
}

function expGolomb(bits: string, at: number): { value: number; next: number } {
  const zeros = bits.indexOf('1', at) - at;
  const next = at + 2 * zeros + 1;
  return { value: Number.parseInt(bits.slice(at + zeros, next), 2) - 1, next };
}
