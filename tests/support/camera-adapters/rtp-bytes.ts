const NTP_TO_UNIX_SECONDS = 2_208_988_800;

/** One RTP packet (RFC 3550 §5.1) without sources, extension and padding. */
export function rtpPacket(fields: {
  readonly version?: number;
  readonly payloadType?: number;
  readonly marker?: boolean;
  readonly sequence?: number;
  readonly timestamp?: number;
  readonly payload?: Uint8Array;
}): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt8((fields.version ?? 2) << 6, 0);
  head.writeUInt8((fields.marker === true ? 0x80 : 0) | (fields.payloadType ?? 96), 1);
  head.writeUInt16BE((fields.sequence ?? 0) & 0xffff, 2);
  head.writeUInt32BE((fields.timestamp ?? 0) >>> 0, 4);
  head.writeUInt32BE(7, 8);
  return Buffer.concat([head, fields.payload ?? Buffer.alloc(0)]);
}

/** One RTCP sender report without report blocks (RFC 3550 §6.4.1); the time by `ntpMs` (epoch) or by whole NTP `seconds`. */
export function senderReport(fields: { readonly ntpMs?: number; readonly seconds?: number; readonly rtpTimestamp: number }): Buffer {
  const report = Buffer.alloc(28);
  const ntpSeconds = fields.seconds ?? (fields.ntpMs ?? 0) / 1_000 + NTP_TO_UNIX_SECONDS;
  report.writeUInt16BE(0x80c8, 0);
  report.writeUInt16BE(6, 2);
  report.writeUInt32BE(7, 4);
  report.writeUInt32BE(Math.floor(ntpSeconds), 8);
  report.writeUInt32BE(Math.floor((ntpSeconds % 1) * 2 ** 32), 12);
  report.writeUInt32BE(fields.rtpTimestamp >>> 0, 16);
  return report;
}
