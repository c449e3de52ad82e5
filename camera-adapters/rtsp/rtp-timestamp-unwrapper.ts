/** Turns 32-bit RTP timestamps into ticks that don't wrap, counted from the first timestamp it was given. */
export interface RtpTimestampUnwrapper {
  /** Ticks since the first timestamp; negative for earlier ones (pictures shown before those sent first). Moves the reference along. */
  advance(timestamp: number): number;
  /** The same without moving the reference: for timestamps from reports. 0 before the first `advance`. */
  peek(timestamp: number): number;
}

/** Each timestamp is taken to be within half the range (RFC 3550 §5.1; at 90 kHz 6.6 h) of the one before. */
export function createRtpTimestampUnwrapper(): RtpTimestampUnwrapper {
  let last: { readonly timestamp: number; readonly ticks: number } | undefined;
  const peek = (timestamp: number): number => (last === undefined ? 0 : last.ticks + ((timestamp - last.timestamp) | 0));
  return {
    advance(timestamp) {
      const ticks = peek(timestamp);
      last = { timestamp, ticks };
      return ticks;
    },
    peek,
  };
}
