import type { Socket } from 'node:net';
import { answerRelayRequest, isRelayUri } from './relay-answer.ts';
import type { RelayAnswer } from './relay-answer.ts';
import type { RtpPacket } from './rtp-packet.ts';
import { encodeFrameHead } from './rtsp-message.ts';
import type { RtspRequest } from './rtsp-message.ts';
import { createRtspMessageParser } from './rtsp-message-parser.ts';

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

/** Any number but 0, of which readers take the first to be "no time stamp yet". */
const FIRST_TIMESTAMP = 90_000;
const RTP_HEAD_BYTES = 12;
/** A block without content on a channel that was never agreed on, which every reader skips. */
const NOTHING = encodeFrameHead(255, 0);
const NOTHING_EVERY_MS = 500;

/**
 * Serves one connection. Never throws: whoever speaks anything but RTSP, or of another path, is cut off.
 *
 * @param dependencies.path secret first part of every URI.
 * @param dependencies.claim asks for the only reader's place; called with each request for the path.
 * @param dependencies.onPlay is called when it asks for media.
 */
export function createRelayReader(dependencies: {
  readonly socket: Socket;
  readonly path: string;
  readonly description: string;
  readonly claim: (reader: RelayReader) => boolean;
  readonly onPlay: () => void;
}): RelayReader {
  const { socket, path, description, claim, onPlay } = dependencies;
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
      if (performance.now() - lastNothingAtMs < NOTHING_EVERY_MS) return;
      lastNothingAtMs = performance.now();
      socket.write(NOTHING);
    },
    end() {
      isPlaying = false;
      socket.end();
    },
  };
  const apply = ({ bytes, effect }: RelayAnswer): void => {
    socket.write(bytes);
    if (effect?.kind === 'channel') channel = effect.channel;
    if (effect?.kind === 'end') reader.end();
    if (effect?.kind !== 'play') return;
    isPlaying = true;
    onPlay();
  };
  socket.once('close', () => {
    isPlaying = false;
  });
  readRequests(socket, (request) => {
    const isReader = isRelayUri(request.uri, path) && claim(reader);
    if (isReader) apply(answerRelayRequest(request, description));
    else socket.destroy();
  });
  return reader;
}

/** What else a reader sends, its own receiver reports on the media channels, is dropped. */
function readRequests(socket: Socket, onRequest: (request: RtspRequest) => void): void {
  const parser = createRtspMessageParser();
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const item of parser.push(chunk)) if (item.kind === 'request' && socket.writable) onRequest(item);
    } catch {
      socket.destroy();
    }
  });
}

/** Head of the interleaved block and of the packet in one, with the time stamp moved. */
function stampedHead(packet: RtpPacket, channel: number, ticks: number): Buffer {
  const timestamp = Buffer.allocUnsafe(4);
  timestamp.writeUInt32BE((FIRST_TIMESTAMP + ticks) >>> 0);
  return Buffer.concat([encodeFrameHead(channel, packet.bytes.length), packet.bytes.subarray(0, 4), timestamp, packet.bytes.subarray(8, RTP_HEAD_BYTES)]);
}
