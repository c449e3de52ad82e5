import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { socketError } from '../socket-error.ts';
import { createKeyframeGate } from './keyframe-gate.ts';
import type { TrackPacket } from './live-track.ts';
import { relayDescription } from './relay-description.ts';
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
  /** Ticks of the packet that the reader got first: its time 0. Undefined before. */
  readonly firstTicks: number | undefined;
  /** Arrival of that packet, epoch milliseconds. */
  readonly firstArrivedAtMs: number | undefined;
  /** How often the reader was so slow that pictures were left out up to the next keyframe. */
  readonly overruns: number;
  /** Ends the stream as a camera does; the reader keeps what it has. Nothing listens afterwards. */
  end(): void;
  /** Cuts the reader off. Call it when the reader is done, at the latest. */
  close(): void;
}

/** Some seconds of video; whoever falls behind further won't catch up. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
/** Once behind, the reader gets nothing new before it has read this far. */
const RESUME_BYTES = 256 * 1024;
const MAX_CONNECTIONS = 4;

/**
 * Serves a camera's video to one program on this machine, which needs no password and learns no address (RFC 2326).
 *
 * Only RTP goes through, and no RTCP: with reports of a camera the reader would correct its time stamps, without them they are exactly the
 * packets' own, counted from the first. Time stamps are shifted so that the first is never 0, which readers take for "none yet".
 *
 * @throws AppError `unavailable`/`sockets_exhausted`
 */
export async function openRtspRelay(video: VideoTrack): Promise<RtspRelay> {
  const path = `/${randomBytes(24).toString('base64url')}`;
  const gate = createKeyframeGate(video.codec);
  const open = new Set<Socket>();
  let reader: RelayReader | undefined;
  let first: TrackPacket | undefined;
  let overruns = 0;
  let isBehind = false;
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
  server.maxConnections = MAX_CONNECTIONS;

  /** The first one that knows the path is the reader; nobody else is let in from then on. */
  function claim(candidate: RelayReader): boolean {
    if (reader !== undefined) return reader === candidate;
    reader = candidate;
    stopListening();
    return true;
  }

  function noteOverrun(): void {
    overruns += 1;
    gate.shut();
  }

  const stopListening = (): void => {
    server.close();
    for (const socket of open) if (socket !== reader?.socket) socket.destroy();
  };

  try {
    server.listen({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
  } catch (error) {
    throw socketError(error);
  }
  const { port } = server.address() as AddressInfo;

  return {
    url: `rtsp://127.0.0.1:${port}${path}`,
    asked,
    deliver(track) {
      if (reader === undefined || !reader.isPlaying) return;
      if (isBehind || reader.waitingBytes > MAX_WAITING_BYTES) {
        if (!isBehind) noteOverrun();
        isBehind = reader.waitingBytes > RESUME_BYTES;
        if (isBehind) return;
      }
      if (!gate.admit(track.packet, track.arrivedAtMs)) {
        reader.keepWaiting();
        return;
      }
      first ??= track;
      reader.send(track.packet, track.ticks - first.ticks);
    },
    get firstTicks() {
      return first?.ticks;
    },
    get firstArrivedAtMs() {
      return first?.arrivedAtMs;
    },
    get overruns() {
      return overruns;
    },
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
