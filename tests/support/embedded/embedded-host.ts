import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startEmbeddedDatabase } from '../../../db/embedded/embedded-database.ts';
import { copyEmbeddedTemplate } from '../embedded-template.ts';
import type { HostAnswer } from './ask-embedded-host.ts';
import { threadProgram } from './thread-program.ts';

/** A process that runs the embedded databases of all test files of a run. */
export interface EmbeddedHost {
  /** Where `borrowEmbeddedDatabase` asks for one, on the loopback. */
  readonly port: number;
  /** Ends what was not given back too. */
  stop(): Promise<void>;
}

interface HostedDatabase {
  readonly url: string;
  remove(): Promise<void>;
}

async function startOne(template: string): Promise<HostedDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-test-'));
  await copyEmbeddedTemplate(template, folder);
  const { url, stop } = await startEmbeddedDatabase(folder, await threadProgram());
  return {
    url,
    async remove() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What is asked for; nothing of an ended connection. */
function requestOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    createInterface(socket)
      .once('line', resolve)
      .once('close', () => resolve(''))
      // it hands on what the socket fails with, and nobody listening would end the whole run
      .on('error', () => resolve(''));
  });
}

/** Settles when the other side has ended the connection, or its process has. */
function leaving(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('end', resolve).once('close', () => resolve());
    // a process that was killed; 'close' follows
    socket.on('error', () => {});
    socket.resume();
  });
}

/**
 * Starts embedded databases, copies of what `template` makes, for whoever connects and asks (`ask-embedded-host.ts`): the answer is one line of JSON, and the connection's
 * end gives the database back. All of them live in the process that calls this, because a process compiles PostgreSQL and PostGIS anew, and a second thread of it takes over what is
 * compiled.
 */
export async function startEmbeddedHost(template: () => Promise<string>): Promise<EmbeddedHost> {
  const lent = new Map<Socket, Promise<void>>();
  let runningCount = 0;
  // what is compiled lasts as long as a database uses it: the last one stays until another runs
  let kept: HostedDatabase | undefined;
  const takeKept = async (): Promise<void> => {
    const database = kept;
    kept = undefined;
    await database?.remove();
  };
  const lend = async (say: (answer: HostAnswer) => void, left: Promise<void>): Promise<void> => {
    const database = await startOne(await template());
    runningCount += 1;
    say({ url: database.url });
    await takeKept();
    await left;
    runningCount -= 1;
    if (runningCount > 0) await database.remove();
    else kept = database;
  };
  const serve = async (socket: Socket): Promise<void> => {
    const left = leaving(socket);
    const say = (answer: HostAnswer): void => void socket.write(`${JSON.stringify(answer)}\n`);
    try {
      const request = await requestOf(socket);
      if (request === 'template') say({ folder: await template() });
      else if (request === 'database') await lend(say, left);
    } catch (error) {
      say({ error: String(error) });
    }
    socket.end();
  };
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    lent.set(
      socket,
      serve(socket).finally(() => lent.delete(socket)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.close();
      const ends = [...lent.values()];
      for (const socket of lent.keys()) socket.destroy();
      await Promise.all(ends);
      await takeKept();
    },
  };
}
