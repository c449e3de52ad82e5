import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** What a host (see `embedded-host.ts`) is asked for: a database that runs, or the data folder that they are copied from. */
type HostRequest = 'database' | 'template';

/** What a host answers: the database's address, or the folder. */
export interface HostAnswer {
  readonly url?: string;
  readonly folder?: string;
  readonly error?: string;
}

/** An answer, and the connection that holds what was asked for. */
interface HostedAnswer {
  readonly answer: HostAnswer;
  /** Gives it back; settles when the host is done with it. */
  leave(): Promise<void>;
}

/**
 * Asks the host on `port`.
 *
 * @throws Error with the host's words
 */
export async function askEmbeddedHost(port: number, request: HostRequest): Promise<HostedAnswer> {
  // a host that ends its side ends ours: a half-open socket would keep the process, and never close
  const socket = connect({ port, host: '127.0.0.1' });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  try {
    socket.write(`${request}\n`);
    return { answer: await answerFrom(socket), leave };
  } catch (error) {
    socket.destroy();
    throw error;
  }

  async function leave(): Promise<void> {
    socket.end();
    await closed;
  }
}

async function answerFrom(socket: Socket): Promise<HostAnswer> {
  const line = await new Promise<string>((resolve, reject) => {
    socket.on('error', reject);
    createInterface(socket)
      .once('line', resolve)
      .once('close', () => reject(new Error('the host of the embedded databases has ended')))
      // it hands on what the socket fails with
      .on('error', reject);
  });
  const answer = JSON.parse(line) as HostAnswer;
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}
