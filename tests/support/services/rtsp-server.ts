import { fileURLToPath } from 'node:url';
import { startJsonLineProcess, type JsonLineProcess } from './json-line-process.ts';
import type { RtspServerOptions } from './rtsp-server-options.ts';

/** Counters of the test camera since its start. */
export interface RtspServerStats {
  readonly connectedClients: number;
  readonly sessions: number;
  readonly totalConnections: number;
  readonly framesDrawn: number;
  readonly keyFrames: number;
  /** Pictures given to the mount; does not grow while stalled, or while nobody is there. */
  readonly picturesSent: number;
  /** Requests that passed sign-in. */
  readonly requests: Readonly<Record<'options' | 'describe' | 'setup' | 'play' | 'pause' | 'teardown', number>>;
}

/** A live RTSP camera on loopback. Commands resolve when they have taken effect. */
export interface RtspServer {
  /** `rtsp://127.0.0.1:PORT/live`, never with credentials. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Sends no more media; connections stay open and the encoder runs on. */
  stall(): Promise<void>;
  /** Ends a stall, in the middle of a group of pictures. */
  resume(): Promise<void>;
  /** Goes on sending, but always the same picture with the same clock. */
  freeze(): Promise<void>;
  unfreeze(): Promise<void>;
  /** Closes every client's connection; new ones are accepted. */
  dropConnections(): Promise<void>;
  /** Takes a path away, as when a channel's camera is unplugged: it is answered 404. */
  closePath(path: string): Promise<void>;
  /** Gives a path back. */
  openPath(path: string): Promise<void>;
  stats(): Promise<RtspServerStats>;
  stop(): Promise<void>;
}

const script = fileURLToPath(new URL('./rtsp_server.py', import.meta.url));
const defaults = {
  auth: 'none',
  username: '',
  password: '',
  codec: 'h264',
  widthPx: 640,
  heightPx: 360,
  fps: 12,
  keyframeIntervalFrames: 12,
  bitrateBps: 600_000,
  transports: ['tcp', 'udp'],
  path: '/live',
  otherPaths: [],
  clockOffsetMs: 0,
  sessionTimeoutS: 0,
} satisfies RtspServerOptions;

/**
 * Starts a camera that plays a street-like pattern with the time burnt in (see `burnt-in-clock.ts`). It
 * encodes without a pause, so every client joins in the middle of a group of pictures. Takes about
 * 0.5 s, then 3 % of a core at 640x360, 12 frames/s, H.264.
 *
 * @throws Error with the server's own words when it does not start.
 */
export async function startRtspServer(options: RtspServerOptions = {}): Promise<RtspServer> {
  const { deviceClockOffsetMs = 0, ...given } = options;
  // The system's python3: only that one has gi. -B: leave no __pycache__ in the source tree.
  const child = startJsonLineProcess(['/usr/bin/python3', '-B', script], deviceClockOffsetMs === 0 ? {} : fakeClockEnvironment(deviceClockOffsetMs));
  try {
    const { port } = (await child.ask(JSON.stringify({ ...defaults, ...given }))) as { port: number };
    return connectCommands(child, port, given.path ?? defaults.path);
  } catch (error) {
    await child.stop();
    throw error;
  }
}

function connectCommands(child: JsonLineProcess, port: number, path: string): RtspServer {
  const command = async (name: string): Promise<void> => void (await child.ask(name));
  return {
    url: `rtsp://127.0.0.1:${port}${path}`,
    port,
    pid: child.pid,
    stall: () => command('stall'),
    resume: () => command('resume'),
    freeze: () => command('freeze'),
    unfreeze: () => command('unfreeze'),
    dropConnections: () => command('drop'),
    closePath: (closed) => command(`close ${closed}`),
    openPath: (opened) => command(`open ${opened}`),
    stats: async () => (await child.ask('stats')) as RtspServerStats,
    stop: () => child.stop(),
  };
}

function fakeClockEnvironment(offsetMs: number): Record<string, string> {
  const seconds = offsetMs / 1000;
  return {
    // The loader itself puts the machine's library folder in place of $LIB.
    LD_PRELOAD: '/usr/$LIB/faketime/libfaketime.so.1',
    FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}`,
    // Frames are timed by the monotonic clock, which no camera sets.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
}
