import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A migrated, empty embedded database that runs in the run's own process. */
export interface BorrowedDatabase {
  readonly url: string;
  /** Stops and removes it. Clients must have left. */
  giveBack(): Promise<void>;
}

/**
 * Asks the host (see `embedded-host.ts`) on `port` for a database. It is removed when this process ends, too.
 *
 * @throws Error with the host's words when it can't be started
 */
export async function borrowEmbeddedDatabase(port: number): Promise<BorrowedDatabase> {
  // a host that ends its side ends ours: a half-open socket would keep the process, and never close
  const socket = connect({ port, host: '127.0.0.1' });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  try {
    return { url: await urlFrom(socket), giveBack };
  } catch (error) {
    socket.destroy();
    throw error;
  }

  async function giveBack(): Promise<void> {
    socket.end();
    await closed;
  }
}

async function urlFrom(socket: Socket): Promise<string> {
  const line = await new Promise<string>((resolve, reject) => {
    socket.once('error', reject);
    createInterface(socket)
      .once('line', resolve)
      .once('close', () => reject(new Error('the host of the embedded databases has ended')));
  });
  const { url, error } = JSON.parse(line) as { url?: string; error?: string };
  if (url === undefined) throw new Error(error);
  return url;
}
