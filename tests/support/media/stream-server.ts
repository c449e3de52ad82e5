import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A far end that plays bytes to whoever connects and then keeps silent, as a camera does that hangs. */
export interface StreamServer {
  readonly url: string;
  /** Ends every connection, as a camera does that restarts. */
  endConnections(): void;
  close(): Promise<void>;
}

/** Serves `bytes` over TCP on a free loopback port. */
export async function serveStream(bytes: Uint8Array): Promise<StreamServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    socket.write(bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    endConnections: () => sockets.forEach((socket) => socket.end()),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
