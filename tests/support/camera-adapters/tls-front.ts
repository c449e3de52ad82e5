import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import net from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import tls from 'node:tls';

/** TLS with a self-signed certificate in front of a plain server on loopback. */
export interface TlsFront {
  readonly port: number;
  /** TLS connections so far. */
  connections(): number;
  stop(): Promise<void>;
}

const PEM = new URL('../../fixtures/tls/self-signed-camera.pem', import.meta.url);

/** Starts a {@link TlsFront} on a port of the system's choice that passes every connection on to `plainPort`. */
export async function startTlsFront(plainPort: number): Promise<TlsFront> {
  const pem = await readFile(PEM);
  const sockets = new Set<Socket>();
  let connectionCount = 0;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  };
  const server = tls.createServer({ key: pem, cert: pem }, (secure) => {
    connectionCount += 1;
    const plain = net.connect(plainPort, '127.0.0.1');
    [secure, plain].forEach(keep);
    secure.pipe(plain).pipe(secure);
    secure.once('close', () => plain.destroy());
    plain.once('close', () => secure.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connectionCount,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
