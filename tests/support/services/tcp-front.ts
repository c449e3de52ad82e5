import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A port of ours in front of another on loopback, that can be shut and opened again: a device that loses its power and comes back under its address. */
export interface TcpFront {
  readonly port: number;
  /** Connections that were taken since the start. */
  readonly connections: number;
  /** Ends all connections and refuses new ones. */
  shut(): Promise<void>;
  /** Takes connections again, at the same port. */
  open(): Promise<void>;
}

/** Starts one that leads to `targetPort`. */
export async function startTcpFront(targetPort: number): Promise<TcpFront> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let port = 0;
  let server: Server | undefined;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const serve = (near: Socket): void => {
    connections += 1;
    const far = connect(targetPort, '127.0.0.1');
    keep(near);
    keep(far);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  };
  const open = async (): Promise<void> => {
    const opened = createServer(serve);
    await new Promise<void>((resolve, reject) => opened.once('error', reject).listen(port, '127.0.0.1', resolve));
    port = (opened.address() as AddressInfo).port;
    server = opened;
  };
  await open();
  return {
    get port() {
      return port;
    },
    get connections() {
      return connections;
    },
    open,
    async shut() {
      const closing = server;
      server = undefined;
      for (const socket of sockets) socket.destroy();
      if (closing) await new Promise<void>((resolve) => closing.close(() => resolve()));
    },
  };
}
