import { once } from 'node:events';
import net from 'node:net';
import type { AddressInfo } from 'node:net';

/** A server on loopback that takes connections and never says a word. */
export interface SilentServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a {@link SilentServer} on a port of the system's choice. */
export async function startSilentServer(): Promise<SilentServer> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port on loopback where nothing listens. */
export async function unusedPort(): Promise<number> {
  const { port, stop } = await startSilentServer();
  await stop();
  return port;
}
