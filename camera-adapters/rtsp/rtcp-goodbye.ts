const GOODBYE = 203;

/** Whether a compound RTCP packet holds a BYE (RFC 3550 §6.1, §6.6). */
export function holdsGoodbye(bytes: Buffer): boolean {
  for (let at = 0; at + 4 <= bytes.length; at += 4 + bytes.readUInt16BE(at + 2) * 4) {
    if (bytes.readUInt8(at) >> 6 !== 2) return false;
    if (bytes.readUInt8(at + 1) === GOODBYE) return true;
  }
  return false;
}
