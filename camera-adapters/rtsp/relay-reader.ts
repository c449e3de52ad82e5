import type { Socket } from 'node:net';
import type { RtpPacket } from './rtp-packet.ts';
import { encodeFrameHead, encodeResponse, headerValue } from './rtsp-message.ts';
import type { RtspHeaderFields, RtspRequest } from './rtsp-message.ts';
import { createRtspMessageParser } from './rtsp-message-parser.ts';
import { RELAY_TRACK } from './relay-description.ts';

/** One program connected to a relay. */
export interface RelayReader {
  readonly socket: Socket;
  /** Whether it has asked for media and its stream hasn't ended. */
  readonly isPlaying: boolean;
  /** Bytes that it has yet to read. */
  readonly waitingBytes: number;
  /** @param ticks position of the packet relative to the first that is sent; may be negative. */
  send(packet: RtpPacket, ticks: number): void;
  /** Lets it know that the stream lives though there is nothing for it yet: readers give up on a silent connection. */
  keepWaiting(): void;
  /** Ends its stream; what was sent is still delivered. */
  end(): void;
}

const SESSION = 'relay';
/** Any number but 0, of which readers take the first to be "no time stamp yet". */
const FIRST_TIMESTAMP = 90_000;
const RTP_HEAD_BYTES = 12;
/** A block without content on a channel that was never agreed on, which every reader skips. */
const NOTHING = encodeFrameHead(255, 0);
const NOTHING_EVERY_MS = 500;

/**
 * The server's side of RTSP for one connection (RFC 2326 §10), media interleaved. Never throws: whoever speaks anything else, or of another path,
 * is cut off.
 *
 * @param dependencies.path secret first part of every URI.
 * @param dependencies.claim asks for the only reader's place; called with the first request for the path.
 * @param dependencies.onPlay is called once.
 */
export function createRelayReader(dependencies: {
  readonly socket: Socket;
  readonly path: string;
  readonly description: string;
  readonly claim: (reader: RelayReader) => boolean;
  readonly onPlay: () => void;
}): RelayReader {
  const { socket, path, claim, onPlay } = dependencies;
  const parser = createRtspMessageParser();
  let isPlaying = false;
  let channel = 0;
  let lastNothingAtMs = -Infinity;

  const reader: RelayReader = {
    socket,
    get isPlaying() {
      return isPlaying;
    },
    get waitingBytes() {
      return socket.writableLength;
    },
    send(packet, ticks) {
      socket.cork();
      socket.write(stampedHead(packet, channel, ticks));
      socket.write(packet.bytes.subarray(RTP_HEAD_BYTES));
      socket.uncork();
    },
    keepWaiting() {
      const now = performance.now();
      if (now - lastNothingAtMs < NOTHING_EVERY_MS) return;
      lastNothingAtMs = now;
      socket.write(NOTHING);
    },
    end() {
      isPlaying = false;
      socket.end();
    },
  };

  const answer = (request: RtspRequest, statusCode: number, reason: string, fields: RtspHeaderFields = {}, body?: string): void => {
    const sequence = headerValue(request.headers, 'cseq') ?? '0';
    socket.write(encodeResponse(statusCode, reason, { CSeq: sequence, ...fields }, body));
  };

  const setUp = (request: RtspRequest): void => {
    const transport = headerValue(request.headers, 'transport') ?? '';
    const [, first] = /RTP\/AVP\/TCP.*interleaved=(\d{1,3})/i.exec(transport) ?? [];
    if (first === undefined) {
      answer(request, 461, 'Unsupported Transport');
      return;
    }
    channel = Number(first) & 0xff;
    answer(request, 200, 'OK', { Session: SESSION, Transport: `RTP/AVP/TCP;unicast;interleaved=${channel}-${channel + 1}` });
  };

  const play = (request: RtspRequest): void => {
    answer(request, 200, 'OK', { Session: SESSION });
    if (isPlaying) return;
    isPlaying = true;
    onPlay();
  };

  const handle = (request: RtspRequest): void => {
    if (request.method === 'OPTIONS') answer(request, 200, 'OK', { Public: 'OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER' });
    else if (request.method === 'DESCRIBE') answer(request, 200, 'OK', { 'Content-Type': 'application/sdp', 'Content-Base': `${request.uri}/` }, dependencies.description);
    else if (request.method === 'SETUP') setUp(request);
    else if (request.method === 'PLAY') play(request);
    else if (request.method === 'GET_PARAMETER') answer(request, 200, 'OK', { Session: SESSION });
    else if (request.method === 'TEARDOWN') {
      answer(request, 200, 'OK');
      reader.end();
    } else answer(request, 501, 'Not Implemented');
  };

  socket.on('data', (chunk: Buffer) => {
    try {
      for (const item of parser.push(chunk)) {
        // what a reader sends on the media channels are its own receiver reports
        if (item.kind !== 'request') continue;
        if (!isOwnPath(item.uri, path) || !claim(reader)) throw new TypeError('not the reader');
        handle(item);
      }
    } catch {
      socket.destroy();
    }
  });
  return reader;
}

function isOwnPath(uri: string, path: string): boolean {
  const asked = uri.replace(/^rtsp:\/\/127\.0\.0\.1:\d{1,5}/, '');
  return [path, `${path}/`, `${path}/${RELAY_TRACK}`].includes(asked);
}

/** Head of the interleaved block and of the packet in one, with the time stamp moved. */
function stampedHead(packet: RtpPacket, channel: number, ticks: number): Buffer {
  const timestamp = Buffer.allocUnsafe(4);
  timestamp.writeUInt32BE((FIRST_TIMESTAMP + ticks) >>> 0);
  return Buffer.concat([encodeFrameHead(channel, packet.bytes.length), packet.bytes.subarray(0, 4), timestamp, packet.bytes.subarray(8, RTP_HEAD_BYTES)]);
}
