import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A line between browser and service: everything on it shares its rate, and takes half a round trip each way. */
export interface LineRate {
  readonly roundTripMs: number;
  /** 1000 bits a second. */
  readonly downKbps: number;
  readonly upKbps: number;
}

/** A TCP relay on loopback that is as slow as it is told to be; it holds for whatever the browser sends, workers and sockets too. */
export interface SlowLine {
  readonly url: string;
  /** From now on; null: as fast as it goes. */
  set(rate: LineRate | null): void;
  close(): Promise<void>;
}

const PIECE_BYTES = 1460;
/** What may wait for its turn of one connection: the others must get theirs. */
const MOST_WAITING_BYTES = 32_768;

/** One direction of the line: pieces follow one another at its rate. */
function createLane(kbpsNow: () => number): { waitMs(bytes: number): number } {
  let freeAtMs = 0;
  return {
    waitMs(bytes) {
      const nowMs = performance.now();
      freeAtMs = Math.max(freeAtMs, nowMs) + (bytes * 8) / kbpsNow();
      return freeAtMs - nowMs;
    },
  };
}

/** Starts a line to the service at `target`. Connecting takes a round trip, as TCP does; there is no TLS. */
export async function startSlowLine(target: string): Promise<SlowLine> {
  let rate: LineRate | null = null;
  const sockets = new Set<Socket>();
  const down = createLane(() => rate?.downKbps ?? Infinity);
  const up = createLane(() => rate?.upKbps ?? Infinity);
  const halfTripMs = (): number => (rate?.roundTripMs ?? 0) / 2;

  const relay = (from: Socket, to: Socket, lane: typeof down): void => {
    let waitingBytes = 0;
    let last = Promise.resolve();
    const pass = async (piece: Buffer, before: Promise<void>, waitMs: number): Promise<void> => {
      if (waitMs >= 1) await pause(waitMs);
      await before;
      if (!to.destroyed) to.write(piece);
    };
    from.on('data', (chunk: Buffer) => {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        const piece = chunk.subarray(at, at + PIECE_BYTES);
        const laneMs = lane.waitMs(piece.length);
        waitingBytes += piece.length;
        last = pass(piece, last, laneMs + halfTripMs());
        void pause(laneMs).then(() => {
          waitingBytes -= piece.length;
          if (waitingBytes <= MOST_WAITING_BYTES && from.isPaused()) from.resume();
        });
      }
      if (waitingBytes > MOST_WAITING_BYTES) from.pause();
    });
    from.on('close', () => void last.then(() => to.end()));
    from.on('error', () => to.destroy());
  };

  const server = createServer(async (near) => {
    sockets.add(near);
    near.on('close', () => sockets.delete(near));
    near.on('error', () => undefined);
    near.pause();
    await pause(halfTripMs() * 2);
    const far = connect(Number(new URL(target).port), new URL(target).hostname);
    sockets.add(far);
    far.on('close', () => sockets.delete(far));
    near.setNoDelay(true);
    far.setNoDelay(true);
    relay(near, far, up);
    relay(far, near, down);
    near.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set(next) {
      rate = next;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
