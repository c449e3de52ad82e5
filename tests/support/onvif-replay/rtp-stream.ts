import { randomInt } from 'node:crypto';
import type { TrackType } from '../onvif-device/recording/recording.ts';
import { writeNtp } from './replay-extension.ts';

/** Payload of one RTP packet at most, so that it fits an Ethernet frame with all headers. */
const maxPayloadBytes = 1_380;

/** How a track goes over RTP: H.264 (RFC 6184), PCMU (RFC 3551) and ONVIF metadata (ONVIF Streaming, 5.1.2.1.1). */
export const trackFormats: Readonly<
  Record<TrackType, { readonly payloadType: number; readonly clockHz: number; readonly rtpmap: string; readonly media: string }>
> = {
  Video: { payloadType: 96, clockHz: 90_000, rtpmap: 'H264/90000', media: 'video' },
  Audio: { payloadType: 0, clockHz: 8_000, rtpmap: 'PCMU/8000', media: 'audio' },
  Metadata: { payloadType: 107, clockHz: 90_000, rtpmap: 'vnd.onvif.metadata/90000', media: 'application' },
};

/** One access unit to be sent. */
interface OutgoingUnit {
  readonly parts: readonly Buffer[];
  readonly timestamp: number;
  /** The replay extension, on the first packet or on all; absent for none. */
  readonly extension: Buffer | undefined;
  readonly extensionOnEveryPacket: boolean;
}

/** The RTP packets of one track (RFC 3550, 5.1). Sequence numbers go on over all PLAYs. */
export class RtpStream {
  readonly ssrc = randomInt(1, 2 ** 32 - 1);
  /** Added to the time on the media clock; it is random as RFC 3550 wants it. */
  readonly baseTimestamp = randomInt(2 ** 32 - 1);
  readonly #type: TrackType;
  #sequence = randomInt(2 ** 16 - 1);
  #packets = 0;
  #octets = 0;

  constructor(type: TrackType) {
    this.#type = type;
  }

  get nextSequence(): number {
    return this.#sequence;
  }

  /** A time on the media clock as RTP timestamp. */
  timestampOf(mediaMs: number): number {
    return (this.baseTimestamp + Math.round((mediaMs * trackFormats[this.#type].clockHz) / 1_000)) % 2 ** 32;
  }

  /** All packets of an access unit; the marker is on the last one. */
  packets(unit: OutgoingUnit): readonly Buffer[] {
    const payloads = this.#type === 'Video' ? unit.parts.flatMap(h264Payloads) : unit.parts.flatMap(cut);
    return payloads.map((payload, index) => {
      const extension = index === 0 || unit.extensionOnEveryPacket ? unit.extension : undefined;
      return this.#packet(payload, unit.timestamp, extension, index === payloads.length - 1);
    });
  }

  /** A sender report (RFC 3550, 6.4.1); without rate control both its times are zero (ONVIF Streaming, "Use of RTCP"). */
  senderReport(clock: { readonly wallMs: number; readonly timestamp: number } | undefined): Buffer {
    const report = Buffer.alloc(28);
    report.writeUInt32BE(0x80c8_0006, 0);
    report.writeUInt32BE(this.ssrc, 4);
    if (clock !== undefined) {
      writeNtp(report, 8, clock.wallMs);
      report.writeUInt32BE(clock.timestamp, 16);
    }
    report.writeUInt32BE(this.#packets, 20);
    report.writeUInt32BE(this.#octets % 2 ** 32, 24);
    return report;
  }

  #packet(payload: Buffer, timestamp: number, extension: Buffer | undefined, marker: boolean): Buffer {
    const head = Buffer.alloc(12);
    head.writeUInt8(extension === undefined ? 0x80 : 0x90, 0);
    head.writeUInt8((marker ? 0x80 : 0) | trackFormats[this.#type].payloadType, 1);
    head.writeUInt16BE(this.#sequence, 2);
    head.writeUInt32BE(timestamp, 4);
    head.writeUInt32BE(this.ssrc, 8);
    this.#sequence = (this.#sequence + 1) % 2 ** 16;
    this.#packets += 1;
    this.#octets += payload.length;
    return Buffer.concat(extension === undefined ? [head, payload] : [head, extension, payload]);
  }
}

/** Single NAL unit packets and, for long ones, FU-A (RFC 6184, 5.6 and 5.8). */
function h264Payloads(nal: Buffer): readonly Buffer[] {
  if (nal.length <= maxPayloadBytes) return [nal];
  const header = nal[0] ?? 0;
  const pieces = cut(nal.subarray(1));
  return pieces.map((piece, index) => {
    const edges = (index === 0 ? 0x80 : 0) | (index === pieces.length - 1 ? 0x40 : 0);
    return Buffer.concat([Buffer.from([(header & 0xe0) | 28, edges | (header & 0x1f)]), piece]);
  });
}

function cut(bytes: Buffer): readonly Buffer[] {
  const count = Math.max(1, Math.ceil(bytes.length / maxPayloadBytes));
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * maxPayloadBytes, (index + 1) * maxPayloadBytes));
}
