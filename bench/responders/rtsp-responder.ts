import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';

/**
 * Cameras for the benchmarks of contacts: one process that answers RTSP with digest sign-in on every address of 127.0.0.0/8, as little as a ping asks for. Every
 * tenth address accepts connections and never answers. Started by `camera-responder.ts`; tells its port and, when asked, when each camera was contacted, by IPC.
 */
const REALM = 'bench';
const NONCE = '8f3c0f4d2b7a41d6';
const SDP = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=Media Server',
  'c=IN IP4 0.0.0.0',
  't=0 0',
  'a=control:*',
  'm=video 0 RTP/AVP 96',
  'a=rtpmap:96 H264/90000',
  'a=fmtp:96 packetization-mode=1; profile-level-id=4D002A; sprop-parameter-sets=Z00AKpY1QPAET8s3AQEBAg==,aO48gA==',
  'a=control:trackID=1',
  '',
].join('\r\n');
const PUBLIC = 'Public: OPTIONS, DESCRIBE, SETUP, TEARDOWN, PLAY, GET_PARAMETER\r\n';
const CHALLENGE = `WWW-Authenticate: Digest realm="${REALM}", nonce="${NONCE}", algorithm=MD5\r\n`;
const DESCRIPTION = `Content-Type: application/sdp\r\nContent-Length: ${SDP.length}\r\n\r\n${SDP}`;

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const userHash = md5(`admin:${REALM}:bench-password`);

/** Contacts of each address since they were last told: when, by the wall clock. */
let contacts: [address: string, atMs: number][] = [];

function isSigned(head: string): boolean {
  const field = /uri="([^"]+)".*response="([0-9a-f]{32})"/.exec(head);
  return field !== null && field[2] === md5(`${userHash}:${NONCE}:${md5(`DESCRIBE:${field[1]!}`)}`);
}

function answer(head: string): string {
  const sequence = /CSeq: (\d+)/i.exec(head)?.[1] ?? '0';
  if (head.startsWith('OPTIONS')) return `RTSP/1.0 200 OK\r\nCSeq: ${sequence}\r\n${PUBLIC}\r\n`;
  if (isSigned(head)) return `RTSP/1.0 200 OK\r\nCSeq: ${sequence}\r\n${DESCRIPTION}`;
  return `RTSP/1.0 401 Unauthorized\r\nCSeq: ${sequence}\r\n${CHALLENGE}\r\n`;
}

function serve(socket: Socket): void {
  const address = socket.localAddress ?? '';
  contacts.push([address, Date.now()]);
  socket.on('error', () => socket.destroy());
  if (Number(address.slice(address.lastIndexOf('.') + 1)) % 10 === 0) {
    socket.resume();
    return;
  }
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n')) {
      socket.write(answer(text.slice(0, end)));
      text = text.slice(end + 4);
    }
  });
}

const server = createServer({ noDelay: true }, serve);
server.listen({ host: '0.0.0.0', port: 0, backlog: 4096 }, () => process.send?.({ port: (server.address() as { port: number }).port }));
process.on('message', () => {
  process.send?.({ contacts });
  contacts = [];
});
process.on('disconnect', () => process.exit(0));
