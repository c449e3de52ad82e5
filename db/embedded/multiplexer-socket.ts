import { createServer, type Server, type Socket } from 'node:net';
import type { SessionMultiplexer } from './session-multiplexer.ts';
import { createWireSplitter, type WireMessage } from './wire-framing.ts';

const ENCRYPTION_REFUSED = Buffer.from('N');

function serve(socket: Socket, multiplexer: SessionMultiplexer): void {
  const splitter = createWireSplitter('frontend');
  const client = multiplexer.connect((bytes) => void (socket.writable && socket.write(bytes)));
  const handle = (message: WireMessage): boolean => {
    if (message.type === 'encryption_request') socket.write(ENCRYPTION_REFUSED);
    else if (message.type === 'X') socket.end();
    else if (message.type !== 'cancel_request') return true;
    return false;
  };
  socket.on('data', (chunk) => {
    try {
      client.receive(splitter.push(chunk).filter(handle));
    } catch {
      // not a PostgreSQL client
      socket.destroy();
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => client.close());
}

/** A running listener for PostgreSQL clients. */
export interface MultiplexerSocket {
  /** Refuses new clients and drops the present ones. */
  stop(): Promise<void>;
}

/**
 * Listens on a Unix socket (whose folder decides who may connect: there is no password) and feeds every client to `multiplexer`.
 * Rejects with the listen error.
 */
export async function listenOnSocket(socketPath: string, multiplexer: SessionMultiplexer): Promise<MultiplexerSocket> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, multiplexer);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, () => resolve());
  });
  return {
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
