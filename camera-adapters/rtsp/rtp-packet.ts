/** The head of an RTP packet and where its payload lies. */
export interface RtpPacket {
  /** The whole packet. */
  readonly bytes: Buffer;
  readonly payload: Buffer;
  readonly payloadType: number;
  readonly marker: boolean;
  /** 16 bits, wraps. */
  readonly sequence: number;
  /** 32 bits of the track's clock, wraps. */
  readonly timestamp: number;
  readonly synchronisationSource: number;
}

const FIXED_HEAD_BYTES = 12;

/** Reads an RTP packet (RFC 3550 §5.1, §5.3.1); undefined when it is none. */
export function readRtpPacket(bytes: Buffer): RtpPacket | undefined {
  if (bytes.length < FIXED_HEAD_BYTES) return undefined;
  const flags = bytes.readUInt8(0);
  if (flags >> 6 !== 2) return undefined;
  const from = payloadStart(bytes, flags);
  const to = bytes.length - ((flags & 0x20) === 0 ? 0 : bytes.readUInt8(bytes.length - 1));
  if (from === undefined || from > to) return undefined;
  const second = bytes.readUInt8(1);
  return {
    bytes,
    payload: bytes.subarray(from, to),
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    synchronisationSource: bytes.readUInt32BE(8),
  };
}

function payloadStart(bytes: Buffer, flags: number): number | undefined {
  const sources = FIXED_HEAD_BYTES + (flags & 0x0f) * 4;
  if ((flags & 0x10) === 0) return sources;
  return bytes.length < sources + 4 ? undefined : sources + 4 + bytes.readUInt16BE(sources + 2) * 4;
}
