import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { parseIpAddress } from '../../../domain/special-address.ts';

/** What a name leads to at its n-th lookup (from 0). */
export type NameAnswers = Readonly<Record<string, (lookup: number) => readonly string[]>>;

const [TYPE_A, TYPE_AAAA] = [1, 28];

/** Answers A and AAAA questions (RFC 1035, section 4) on 127.0.0.1:53, so the system's own resolver can be made to see names change. Unknown names don't exist. */
export async function startTestResolver(names: NameAnswers): Promise<{ stop(): Promise<void> }> {
  const lookups = new Map<string, number>();
  const socket = createSocket('udp4');
  socket.on('message', (query, peer) => {
    const { name, type, end } = readQuestion(query);
    const count = lookups.get(name) ?? 0;
    // one lookup asks for both families; the question for IPv4 ends it
    if (type === TYPE_A) lookups.set(name, count + 1);
    const wanted = (names[name]?.(count) ?? [])
      .map((address) => parseIpAddress(address)!.toByteArray())
      .filter(({ length }) => length === (type === TYPE_A ? 4 : 16));
    socket.send(answer(query, end, name in names, type, wanted), peer.port, peer.address);
  });
  socket.bind(53, '127.0.0.1');
  await once(socket, 'listening');
  return {
    async stop() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answer(query: Buffer, end: number, exists: boolean, type: number, addresses: readonly number[][]): Buffer {
  const head = Buffer.from(query.subarray(0, 12));
  head.writeUInt16BE(exists ? 0x8580 : 0x8583, 2);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt32BE(0, 8);
  const records = addresses.map((bytes) => {
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(type === TYPE_AAAA ? TYPE_AAAA : TYPE_A, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt16BE(bytes.length, 10);
    return Buffer.concat([record, Buffer.from(bytes)]);
  });
  return Buffer.concat([head, query.subarray(12, end), ...records]);
}
