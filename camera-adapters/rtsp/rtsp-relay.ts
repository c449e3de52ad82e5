import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { socketError } from '../socket-error.ts';
import type { TrackPacket } from './live-track.ts';
import { relayDescription } from './relay-description.ts';
import { createRelayFlow } from './relay-flow.ts';
import type { RelayFlow } from './relay-flow.ts';
import { createRelayReader } from './relay-reader.ts';
import type { RelayReader } from './relay-reader.ts';
import type { VideoTrack } from './video-track.ts';

/** A loopback RTSP server for one reader. */
export interface RtspRelay {
  /** `rtsp://127.0.0.1:port/secret`. */
  readonly url: string;
  /** Resolves when the reader asks for media; never if none comes. */
  readonly asked: Promise<void>;
  /** Hands a packet on, or drops it: before the reader plays, before the first keyframe, and while the reader is too slow. */
  deliver(packet: TrackPacket): void;
  /** The packet that the reader got first: its time 0. Undefined before. */
  readonly first: TrackPacket | undefined;
  /** How often the reader was so slow that pictures were left out up to the next keyframe. */
  readonly overruns: number;
  /** Resolves when the reader has read what it was sent, but for what fits into sockets; at once when nobody reads. For streams that can be held back. */
  whenRead(): Promise<void>;
  /** Ends the stream as a camera does; the reader keeps what it has. Nothing listens afterwards. */
  end(): void;
  /** Cuts the reader off. Call it when the reader is done, at the latest. */
  close(): void;
}

const MAX_CONNECTIONS = 4;

/**
 * Serves a camera's video to one program on this machine, which needs no password and learns no address (RFC 2326).
 *
 * Only RTP goes through, and no RTCP: with reports of a camera the reader would correct its time stamps, without them they are exactly the
 * packets' own, counted from the first. Time stamps are shifted so that the first is never 0, which readers take for "none yet".
 *
 * @param flow decides what the reader gets; by default nothing before a keyframe, and nothing that it is too slow for.
 * @throws AppError `unavailable`/`sockets_exhausted`
 */
export async function openRtspRelay(video: VideoTrack, flow: RelayFlow = createRelayFlow(video.codec)): Promise<RtspRelay> {
  const path = `/${randomBytes(24).toString('base64url')}`;
  const open = new Set<Socket>();
  let reader: RelayReader | undefined;
  let first: TrackPacket | undefined;
  let onPlay = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    onPlay = resolve;
  });
  const server = createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    createRelayReader({ socket, path, description: relayDescription(video), claim, onPlay });
  });
  const stopListening = (): void => {
    server.close();
    for (const socket of open) if (socket !== reader?.socket) socket.destroy();
  };
  /** The first one that knows the path is the reader; nobody else is let in from then on. */
  function claim(candidate: RelayReader): boolean {
    if (reader !== undefined) return reader === candidate;
    reader = candidate;
    stopListening();
    return true;
  }
  return {
    url: `rtsp://127.0.0.1:${await listen(server)}${path}`,
    asked,
    deliver(packet) {
      if (reader?.isPlaying !== true) return;
      const verdict = flow.judge(packet, reader.waitingBytes);
      if (verdict === 'await_keyframe') reader.keepWaiting();
      if (verdict !== 'pass') return;
      first ??= packet;
      reader.send(packet.packet, packet.ticks - first.ticks);
    },
    get first() {
      return first;
    },
    get overruns() {
      return flow.overruns;
    },
    whenRead: () => (reader === undefined ? Promise.resolve() : whenDrained(reader.socket)),
    end() {
      stopListening();
      reader?.end();
    },
    close() {
      stopListening();
      reader?.socket.destroy();
    },
  };
}

function whenDrained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (!socket.writableNeedDrain || socket.destroyed) {
      resolve();
      return;
    }
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}

/** @returns the port. */
async function listen(server: Server): Promise<number> {
  server.maxConnections = MAX_CONNECTIONS;
  try {
    server.listen({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
  } catch (error) {
    throw socketError(error);
  }
  return (server.address() as AddressInfo).port;
}
