import { write } from 'sdp-transform';
import type { VideoCodec } from './video-codec.ts';
import type { VideoTrack } from './video-track.ts';

/** Name of the only track of a relay, for its `a=control`. */
export const RELAY_TRACK = 'video';

const NAMES: Readonly<Record<VideoCodec, string>> = { h264: 'H264', h265: 'H265', mjpeg: 'JPEG' };

/** Session description of a relay (RFC 4566): nothing of the camera's own text but the parameters that {@link VideoTrack} lets through. */
export function relayDescription(video: VideoTrack): string {
  const { payloadType: payload, clockRateHz: rate } = video;
  const config = Object.entries(video.formatParams)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
  return write({
    version: 0,
    origin: { username: '-', sessionId: 1, sessionVersion: 1, netType: 'IN', ipVer: 4, address: '127.0.0.1' },
    name: 'relay',
    connection: { version: 4, ip: '127.0.0.1' },
    timing: { start: 0, stop: 0 },
    media: [
      {
        type: 'video',
        port: 0,
        protocol: 'RTP/AVP',
        payloads: String(payload),
        rtp: [{ payload, codec: NAMES[video.codec], rate }],
        fmtp: config === '' ? [] : [{ payload, config }],
        control: RELAY_TRACK,
      },
    ],
  });
}
