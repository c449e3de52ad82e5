import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { DigestGuard } from '../onvif-device/auth/digest-guard.ts';
import { redactHeaders } from '../onvif-device/request-log.ts';
import { serveConnection } from './replay-connection.ts';
import { defaultReplayOptions, type ReplayOptions } from './replay-options.ts';

/** A request that the server got, without what is made from the password. */
export interface HeardReplayRequest {
  readonly method: string;
  readonly uri: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Status of the answer. */
  readonly status: number;
}

/** A running replay server. */
export interface ReplayServer {
  readonly port: number;
  /** The address of a recording, `rtsp://127.0.0.1:<port>/replay/<token>`. */
  urlOf(recordingToken: string): string;
  /** Every request so far, oldest first. */
  readonly requests: readonly HeardReplayRequest[];
  /** How many connections are open. */
  readonly connectionCount: number;
  /** Changes options for the requests to come. */
  set(overrides: Partial<ReplayOptions>): void;
  /** The first request of a method for which `matches` holds, whether it has come already or not. */
  waitFor(method: string, matches?: (request: HeardReplayRequest) => boolean): Promise<HeardReplayRequest>;
  /** Drops all connections and frees the port. */
  stop(): Promise<void>;
}

/**
 * Starts an RTSP 1.0 server that replays recordings as the ONVIF Streaming Specification 26.06, "Playback", says: written
 * from that text alone, to hold clients against. RTP goes interleaved in the connection only.
 */
export async function startReplayServer(overrides: Partial<ReplayOptions> = {}): Promise<ReplayServer> {
  let options: ReplayOptions = { ...defaultReplayOptions, ...overrides };
  const requests: HeardReplayRequest[] = [];
  const waiters = new Set<(request: HeardReplayRequest) => void>();
  const sockets = new Set<Socket>();
  const digest = new DigestGuard();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveConnection(socket, {
      options: () => options,
      digest,
      heard: ({ method, uri, headers }, status) => {
        const request = { method, uri, headers: redactHeaders(Object.fromEntries(headers)) as Readonly<Record<string, string>>, status };
        requests.push(request);
        for (const waiter of waiters) waiter(request);
      },
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    urlOf: (recordingToken) => `rtsp://127.0.0.1:${port}/replay/${encodeURIComponent(recordingToken)}`,
    requests,
    get connectionCount() {
      return sockets.size;
    },
    set: (changes) => {
      options = { ...options, ...changes };
    },
    waitFor: async (method, matches = () => true) => {
      const fits = (request: HeardReplayRequest) => request.method === method && matches(request);
      const past = requests.find(fits);
      if (past !== undefined) return past;
      return new Promise((resolve) => {
        const waiter = (request: HeardReplayRequest) => {
          if (!fits(request)) return;
          waiters.delete(waiter);
          resolve(request);
        };
        waiters.add(waiter);
      });
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
