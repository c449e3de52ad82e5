import type { MediaListener, MediaTransport } from './media-transport.ts';
import type { RtspConnection } from './rtsp-connection.ts';
import { badAnswerError } from './rtsp-error.ts';

/** Media within the RTSP connection itself (RFC 2326 §10.12). The camera may choose other channels than the two that are offered. */
export function createInterleavedTransport(connection: RtspConnection, listener: MediaListener): MediaTransport {
  return {
    offer: 'RTP/AVP/TCP;unicast;interleaved=0-1',
    accept(answer) {
      if (/client_port=/i.test(answer)) throw badAnswerError('The camera wants UDP though TCP was asked for. Set the transport of this camera to UDP.');
      const [, first = '0', second] = /interleaved=(\d{1,3})(?:-(\d{1,3}))?/i.exec(answer) ?? [];
      const media = Number(first);
      const control = second === undefined ? media + 1 : Number(second);
      connection.onFrame((frame, arrivedAtMs) => {
        if (frame.channel === media) listener.rtp(frame.payload, arrivedAtMs);
        else if (frame.channel === control) listener.rtcp(frame.payload, arrivedAtMs);
      });
    },
    close() {
      connection.onFrame(() => undefined);
    },
  };
}
