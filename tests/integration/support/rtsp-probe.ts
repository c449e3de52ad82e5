import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One RTP (channel 0) or RTCP (channel 1) packet of an interleaved stream. */
export interface InterleavedPacket {
  readonly channel: number;
  readonly bytes: Buffer;
}

/** The least RTSP client that can look at raw packets (RFC 2326, section 10.12); no sign-in. */
export interface RtspProbe {
  readonly isConnected: boolean;
  readonly mediaPacketCount: number;
  /** Resolves with the next packet that fits; rejects when the connection ends. */
  nextPacket(fits: (packet: InterleavedPacket) => boolean): Promise<InterleavedPacket>;
  /** Resolves when the connection has ended. */
  waitForEnd(): Promise<void>;
  close(): void;
}

interface Connection {
  readonly socket: Socket;
  readonly events: EventEmitter;
  mediaPacketCount: number;
}

/**
 * Describes, sets up the first track over TCP, plays.
 *
 * @throws Error with the status line of the first answer that is not 200.
 */
export async function openRtspProbe(url: string): Promise<RtspProbe> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const connection: Connection = { socket, events: new EventEmitter(), mediaPacketCount: 0 };
  readMessages(connection);
  await once(socket, 'connect');
  try {
    await request(connection, `DESCRIBE ${url} RTSP/1.0\r\nCSeq: 1`);
    const transport = 'Transport: RTP/AVP/TCP;unicast;interleaved=0-1';
    const setUp = await request(connection, `SETUP ${url}/stream=0 RTSP/1.0\r\nCSeq: 2\r\n${transport}`);
    const session = /^Session: *([^;\r]+)/im.exec(setUp)?.[1];
    await request(connection, `PLAY ${url} RTSP/1.0\r\nCSeq: 3\r\nSession: ${session}`);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return toProbe(connection);
}

function toProbe(connection: Connection): RtspProbe {
  const { socket, events } = connection;
  return {
    get isConnected() {
      return socket.readyState === 'open';
    },
    get mediaPacketCount() {
      return connection.mediaPacketCount;
    },
    nextPacket: (fits) =>
      new Promise((resolve, reject) => {
        const onPacket = (packet: InterleavedPacket): void => {
          if (!fits(packet)) return;
          events.off('packet', onPacket);
          resolve(packet);
        };
        events.on('packet', onPacket);
        socket.once('close', () => reject(new Error('the connection ended')));
      }),
    waitForEnd: async () => {
      if (!socket.closed) await once(socket, 'close');
    },
    close: () => socket.destroy(),
  };
}

async function request({ socket, events }: Connection, head: string): Promise<string> {
  const answered = once(events, 'answer');
  socket.write(`${head}\r\n\r\n`);
  const [answer] = (await answered) as [string];
  if (!answer.startsWith('RTSP/1.0 200')) throw new Error(answer.split('\r\n')[0]);
  return answer;
}

function readMessages(connection: Connection): void {
  let rest: Buffer = Buffer.alloc(0);
  // A dropped connection shows as "close"; its reset is no error here.
  connection.socket.on('error', () => {});
  connection.socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (let length = takeMessage(connection, rest); length > 0; length = takeMessage(connection, rest)) {
      rest = rest.subarray(length);
    }
  });
}

/** Emits the first message of `bytes` and returns its length, 0 when it is not complete yet. */
function takeMessage(connection: Connection, bytes: Buffer): number {
  if (bytes.length < 4) return 0;
  if (bytes[0] === 0x24) {
    const length = 4 + bytes.readUInt16BE(2);
    if (bytes.length < length) return 0;
    if (bytes[1] === 0) connection.mediaPacketCount += 1;
    connection.events.emit('packet', { channel: bytes[1], bytes: bytes.subarray(4, length) });
    return length;
  }
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return 0;
  const head = bytes.toString('latin1', 0, headEnd);
  const length = headEnd + 4 + Number(/^Content-Length: *(\d+)/im.exec(head)?.[1] ?? 0);
  if (bytes.length < length) return 0;
  connection.events.emit('answer', bytes.toString('utf8', 0, length));
  return length;
}
