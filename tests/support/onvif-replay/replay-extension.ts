/** From 1900, where NTP begins, to 1970, in seconds (RFC 868). */
const ntpToUnixSeconds = 2_208_988_800;

/** What the RTP header extension of a replayed access unit says (ONVIF Streaming, "RTP header extension"). */
export interface ReplayMarks {
  /** Absolute UTC of the access unit as the device knows it, in milliseconds since 1970. */
  readonly utcMs: number;
  /** C: a clean point. */
  readonly clean: boolean;
  /** E: the end of a contiguous section of recording. */
  readonly sectionEnd: boolean;
  /** D: follows a discontinuity in transmission. */
  readonly discontinuity: boolean;
  /** T: the terminal frame of a track. */
  readonly terminal: boolean;
}

/** Extension 0xABAC with length 3: NTP timestamp, C, E, D, T, four zero bits, the low byte of the PLAY's CSeq, padding. */
export function replayExtension(marks: ReplayMarks, playCseq: number): Buffer {
  const extension = Buffer.alloc(16);
  extension.writeUInt16BE(0xabac, 0);
  extension.writeUInt16BE(3, 2);
  writeNtp(extension, 4, marks.utcMs);
  const bits = [marks.clean, marks.sectionEnd, marks.discontinuity, marks.terminal];
  extension.writeUInt8(
    bits.reduce((byte, bit, index) => (bit ? byte | (0x80 >> index) : byte), 0),
    12,
  );
  extension.writeUInt8(playCseq & 0xff, 13);
  return extension;
}

/** Writes a 64-bit NTP timestamp (RFC 5905, 6). */
export function writeNtp(target: Buffer, offset: number, utcMs: number): void {
  const seconds = Math.floor(utcMs / 1_000);
  target.writeUInt32BE((seconds + ntpToUnixSeconds) >>> 0, offset);
  target.writeUInt32BE(Math.floor(((utcMs - seconds * 1_000) / 1_000) * 2 ** 32) >>> 0, offset + 4);
}
