/** From 1900, where NTP begins, to 1970 (RFC 868). */
const NTP_TO_UNIX_S = 2_208_988_800;

/** An NTP time stamp (RFC 5905 §6: seconds since 1900, and 1/2³² of a second) as epoch milliseconds with fraction. What zero, or a lost highest bit, means is the protocol's. */
export function ntpToUnixMs(seconds: number, fraction: number): number {
  return (seconds - NTP_TO_UNIX_S) * 1_000 + (fraction / 2 ** 32) * 1_000;
}
