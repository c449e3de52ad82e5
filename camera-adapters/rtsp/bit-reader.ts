/** Reads bits, most significant first; past the end it gives zeros, so a cut parameter set reads as nonsense and not as an exception. */
export interface BitReader {
  /** The next `count` bits, at most 32, as an unsigned number. */
  bits(count: number): number;
  skip(count: number): void;
  /** ue(v): unsigned Exp-Golomb code (ITU-T H.264 §9.1). */
  unsigned(): number;
  /** se(v): signed Exp-Golomb code (ITU-T H.264 §9.1.1). */
  signed(): number;
  /** Whether more was read than there was. */
  readonly isPastEnd: boolean;
}

/** A reader over a NAL unit's payload, emulation prevention bytes taken out (ITU-T H.264 §7.3.1, H.265 §7.3.1.1). */
export function createBitReader(nalPayload: Uint8Array): BitReader {
  const bytes = withoutEmulationPrevention(nalPayload);
  let at = 0;
  const bit = (): number => {
    const value = ((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
    at += 1;
    return value;
  };
  const bits = (count: number): number => {
    let value = 0;
    for (let index = 0; index < count; index += 1) value = value * 2 + bit();
    return value;
  };
  const unsigned = (): number => {
    let zeros = 0;
    while (bit() === 0 && zeros < 32) zeros += 1;
    return 2 ** zeros - 1 + bits(zeros);
  };
  return {
    bits,
    skip(count) {
      at += count;
    },
    unsigned,
    signed() {
      const code = unsigned();
      return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
    },
    get isPastEnd() {
      return at > bytes.length * 8;
    },
  };
}

function withoutEmulationPrevention(payload: Uint8Array): Uint8Array {
  const kept: number[] = [];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    kept.push(byte);
  }
  return Uint8Array.from(kept);
}
