import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

const attempts = 5;

/**
 * Calls `start` with a free TCP port of 127.0.0.1, for servers that can't be asked to bind port 0. The
 * port may be taken by another process before `start` binds it; then it is called again with another.
 *
 * @param start must reject with a message that has "address already in use" in that case.
 */
export async function withFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(await findFreePort());
    } catch (error) {
      if (attempt === attempts || !/address already in use/i.test(String(error))) throw error;
    }
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
