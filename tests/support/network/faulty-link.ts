import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What is wrong with the way between two programs. It holds for connections that stand and for new ones. */
export type LinkFault =
  | { readonly kind: 'none' }
  /** Everything comes this much later, in both directions. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Connections are taken and stay open; nothing goes through, in either direction, until the fault ends. */
  | { readonly kind: 'half_open' }
  /** What comes from the far end comes in pieces of so many bytes, with pauses: a drip of single bytes, or a narrow line. */
  | { readonly kind: 'slow'; readonly pieceBytes: number; readonly everyMs: number }
  /** New connections are refused, those that stand are reset. */
  | { readonly kind: 'refused' };

/** A TCP proxy on loopback that can be made to fail. */
export interface FaultyLink {
  readonly port: number;
  /** That the near end has not closed. */
  readonly openConnections: number;
  readonly totalConnections: number;
  set(fault: LinkFault): Promise<void>;
  /** Ends all connections in order (FIN); new ones are taken. */
  cut(): void;
  /** Resets all connections (RST); new ones are taken. */
  reset(): void;
  stop(): Promise<void>;
}

/** Bytes that wait here before the sender is held up. */
const HOLD_UP_BYTES = 256 * 1024;

/** Starts a link to `farPort` on 127.0.0.1. */
export async function startFaultyLink(farPort: number): Promise<FaultyLink> {
  const open = new Set<Socket>();
  const sockets = new Set<Socket>();
  let fault: LinkFault = { kind: 'none' };
  let wake: (() => void)[] = [];
  let total = 0;
  const changed = (): Promise<void> => new Promise((resolve) => wake.push(resolve));
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: farPort, host: '127.0.0.1', noDelay: true });
    total += 1;
    open.add(near);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    near.once('close', () => open.delete(near));
    const pumps = [pump(near, far, false), pump(far, near, true)];
    for (const [index, socket] of [near, far].entries()) {
      const other = index === 0 ? far : near;
      socket.on('error', () => undefined);
      // what it had said is on its way still, unless it was broken off
      socket.once(
        'close',
        (isBroken) =>
          void whenPassable()
            .then(async () => (isBroken ? undefined : pumps[index]?.()))
            .then(() => other.destroy()),
      );
    }
  });

  /** A half-open link tells neither end that the other is gone. */
  async function whenPassable(): Promise<void> {
    while (fault.kind === 'half_open') await changed();
  }

  async function pass(bytes: Buffer, from: { readonly atMs: number; readonly isFar: boolean }, to: Socket): Promise<void> {
    await whenPassable();
    if (fault.kind === 'latency') await delay(Math.max(0, from.atMs + fault.ms - performance.now()));
    for (let at = 0; at < bytes.length && !to.destroyed;) {
      await whenPassable();
      const slow = from.isFar && fault.kind === 'slow' ? fault : undefined;
      const piece = bytes.subarray(at, slow === undefined ? undefined : at + slow.pieceBytes);
      at += piece.length;
      if (!to.write(piece)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
      if (slow !== undefined) await delay(slow.everyMs);
    }
  }

  /** @returns waits until all that came so far is handed on. */
  function pump(source: Socket, to: Socket, isFar: boolean): () => Promise<void> {
    let waiting = 0;
    let queue = Promise.resolve();
    source.on('data', (bytes: Buffer) => {
      waiting += bytes.length;
      if (waiting > HOLD_UP_BYTES) source.pause();
      const atMs = performance.now();
      queue = queue.then(() => pass(bytes, { atMs, isFar }, to)).catch(() => undefined);
      void queue.then(() => {
        waiting -= bytes.length;
        if (waiting <= HOLD_UP_BYTES) source.resume();
      });
    });
    source.once('end', () => (queue = queue.then(whenPassable).then(() => void to.end())));
    return () => queue;
  }

  const breakAll = (how: (socket: Socket) => void): void => {
    for (const socket of sockets) how(socket);
  };
  const port = await listen(server, 0);
  return {
    port,
    get openConnections() {
      return open.size;
    },
    get totalConnections() {
      return total;
    },
    async set(next) {
      const [wasRefused, isRefused] = [fault.kind === 'refused', next.kind === 'refused'];
      fault = next;
      for (const each of wake.splice(0)) each();
      wake = [];
      if (isRefused && !wasRefused) {
        server.close();
        breakAll((socket) => socket.resetAndDestroy());
      }
      if (wasRefused && !isRefused) await listen(server, port);
    },
    cut: () => breakAll((socket) => socket.end()),
    reset: () => breakAll((socket) => socket.resetAndDestroy()),
    async stop() {
      fault = { kind: 'none' };
      for (const each of wake.splice(0)) each();
      breakAll((socket) => socket.destroy());
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
