import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';

/** Takes what reaches it on any address of the machine, and says nothing. */
export interface ConnectionSink {
  /** `tcp 169.254.169.254:80` for each connection, `udp :5353` for each datagram. */
  readonly reached: readonly string[];
  stop(): Promise<void>;
}

/** Listens on all addresses of both families. Connections are closed at once. */
export async function startConnectionSink(ports: { readonly tcp: readonly number[]; readonly udp: readonly number[] }): Promise<ConnectionSink> {
  const reached: string[] = [];
  const open = new Set<Socket>();
  const servers = ports.tcp.map((port) => {
    const server = createServer((socket) => {
      reached.push(`tcp ${socket.localAddress?.replace(/^::ffff:/, '')}:${socket.localPort}`);
      open.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => open.delete(socket));
      socket.end();
    });
    return server.listen(port, '::');
  });
  const sockets = ports.udp.map((port) => createSocket('udp6', () => reached.push(`udp :${port}`)).bind(port, '::'));
  await Promise.all([...servers, ...sockets].map((each) => once(each, 'listening')));
  return {
    reached,
    async stop() {
      for (const socket of open) socket.destroy();
      for (const each of [...servers, ...sockets]) each.close();
    },
  };
}

/** Connections that this network's machine has begun since it was made, to whatever port (RFC 4022, tcpActiveOpens). */
export async function tcpActiveOpens(): Promise<number> {
  const [names = [], values = []] = (await readFile('/proc/net/snmp', 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('Tcp:'))
    .map((line) => line.split(' '));
  return Number(values[names.indexOf('ActiveOpens')]);
}
