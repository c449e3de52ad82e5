import { ntpToUnixMs } from './ntp-time.ts';

/** What a camera says of its clocks: at its time `ntpMs` its RTP clock stood at `rtpTimestamp`. */
export interface SenderReport {
  readonly synchronisationSource: number;
  /** Device's wall clock, epoch milliseconds with fraction. */
  readonly ntpMs: number;
  /** 32 bits. */
  readonly rtpTimestamp: number;
}

const SENDER_REPORT = 200;
/** Whoever claims an earlier time counts from its own start, or has no clock at all. */
const YEAR_2000_MS = Date.UTC(2000, 0, 1);

/**
 * The first sender report in a compound RTCP packet (RFC 3550 §6.1, §6.4.1).
 *
 * @returns undefined when there is none, or when its time is no wall clock: zero ("no notion of wallclock", §6.4.1) or before 2000. The NTP era
 *   that begins in February 2036 is not told from that and counts as none.
 */
export function readSenderReport(bytes: Buffer): SenderReport | undefined {
  for (let at = 0; at + 8 <= bytes.length;) {
    if (bytes.readUInt8(at) >> 6 !== 2) return undefined;
    const end = at + 4 + bytes.readUInt16BE(at + 2) * 4;
    if (bytes.readUInt8(at + 1) === SENDER_REPORT && end <= bytes.length && end - at >= 28) return readReport(bytes, at);
    at = end;
  }
  return undefined;
}

function readReport(bytes: Buffer, at: number): SenderReport | undefined {
  const ntpMs = ntpToUnixMs(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12));
  if (ntpMs < YEAR_2000_MS) return undefined;
  return { synchronisationSource: bytes.readUInt32BE(at + 4), ntpMs, rtpTimestamp: bytes.readUInt32BE(at + 16) };
}
