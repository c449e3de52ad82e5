import { ntpToUnixMs } from './ntp-time.ts';
import type { RtpPacket } from './rtp-packet.ts';

/** What a recorder says of a replayed access unit. */
export interface ReplayMarks {
  /** When it was recorded, by the device's clock, epoch milliseconds with fractions; undefined when the device wrote no time. */
  readonly deviceMs: number | undefined;
  /** C: decoding can begin here. */
  readonly isClean: boolean;
  /** E: the last one of a contiguous section. */
  readonly endsSection: boolean;
  /** D: follows a jump in what is sent. */
  readonly isDiscontinuous: boolean;
  /** T: the last one of the track. */
  readonly isTerminal: boolean;
}

const REPLAY_PROFILE = 0xabac;
/** NTP time stamp, flags, CSeq, padding; a JPEG extension may follow in the same one. */
const LEAST_WORDS = 3;
const FIXED_HEAD_BYTES = 12;

/** Reads the header extension of ONVIF replay (ONVIF Streaming, "RTP header extension"); undefined when the packet has none. */
export function readReplayExtension(packet: RtpPacket): ReplayMarks | undefined {
  const { bytes } = packet;
  const flags = bytes.readUInt8(0);
  const at = FIXED_HEAD_BYTES + (flags & 0x0f) * 4;
  if ((flags & 0x10) === 0 || bytes.readUInt16BE(at) !== REPLAY_PROFILE || bytes.readUInt16BE(at + 2) < LEAST_WORDS) return undefined;
  const marks = bytes.readUInt8(at + 12);
  return {
    deviceMs: ntpToMs(bytes.readUInt32BE(at + 4), bytes.readUInt32BE(at + 8)),
    isClean: (marks & 0x80) !== 0,
    endsSection: (marks & 0x40) !== 0,
    isDiscontinuous: (marks & 0x20) !== 0,
    isTerminal: (marks & 0x10) !== 0,
  };
}

/** A time stamp without its highest bit is of the era that begins in 2036 (RFC 4330, section 3); all zero means that there is none. */
function ntpToMs(seconds: number, fraction: number): number | undefined {
  if (seconds === 0 && fraction === 0) return undefined;
  const era = seconds < 2 ** 31 ? 2 ** 32 : 0;
  return ntpToUnixMs(seconds + era, fraction);
}
