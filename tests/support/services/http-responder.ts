import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** An HTTP server for one test, as hostile as its handler. */
export interface HttpResponder {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  /** Every request so far, oldest first. */
  readonly requests: readonly IncomingMessage[];
  /** Destroys all its sockets, whatever state they are in, and closes. */
  stop(): Promise<void>;
}

/**
 * Starts it on a free port.
 *
 * @param handler may answer slowly, badly or never; for bytes that are no HTTP write to
 *   `response.socket`. What it throws or rejects with closes that connection only.
 * @param host loopback address to listen on, default 127.0.0.1.
 */
export async function startHttpResponder(handler: (request: IncomingMessage, response: ServerResponse) => unknown, host = '127.0.0.1'): Promise<HttpResponder> {
  const sockets = new Set<Socket>();
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    Promise.resolve()
      .then(() => handler(request, response))
      .catch(() => request.socket.destroy());
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://${host}:${port}`, port, requests, stop };

  async function stop(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }
}
