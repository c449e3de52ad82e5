const singleUnitTypes = { slice: 1, keySlice: 5 };
const fragmentUnitA = 28;

/**
 * What a packet of H.264 over RTP (RFC 6184, sections 5.3 and 5.8) carries: the slice of a key frame, a
 * slice that needs earlier pictures, or something else (parameter sets, a later fragment).
 */
export function classifyH264Packet(rtp: Buffer): 'key' | 'delta' | 'other' {
  const headerBytes = 12 + 4 * ((rtp[0] ?? 0) & 0x0f);
  const indicator = rtp[headerBytes] ?? 0;
  const fragmentHeader = rtp[headerBytes + 1] ?? 0;
  const isFragment = (indicator & 0x1f) === fragmentUnitA;
  const type = (isFragment ? fragmentHeader : indicator) & 0x1f;
  if (type === singleUnitTypes.keySlice) return 'key';
  return type === singleUnitTypes.slice ? 'delta' : 'other';
}
