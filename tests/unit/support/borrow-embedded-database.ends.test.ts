import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { borrowEmbeddedDatabase } from '../../support/embedded/borrow-embedded-database.ts';

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve))));

/** A host that answers with `text`, and then ends its side. */
async function hostThatSays(text: string): Promise<{ port: number; connection: Promise<Socket> }> {
  server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.resume();
    socket.end(text);
  });
  const connection = once(server, 'connection').then(([socket]) => socket as Socket);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, connection };
}

test.each([
  ['refuses', `${JSON.stringify({ error: 'no room' })}\n`, 'no room'],
  ['ends without a word', '', 'has ended'],
  ['talks nonsense', 'hello\n', 'JSON'],
])('no socket is left half open by a host that %s', async (_name, text, message) => {
  const { port, connection } = await hostThatSays(text);
  const closed = connection.then((socket) => (socket.closed ? undefined : once(socket, 'close')));
  await expect(borrowEmbeddedDatabase(port)).rejects.toThrow(message);
  await closed;
});

test('a host that has ended meanwhile is given its database back all the same', async () => {
  const { port } = await hostThatSays(`${JSON.stringify({ url: 'postgres://127.0.0.1/x' })}\n`);
  const { giveBack } = await borrowEmbeddedDatabase(port);
  await giveBack();
});
