import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';

/** What a hostile camera does otherwise than an ordinary one. */
export interface HostileAnswers {
  /** Status line and fields, by method. */
  readonly replies?: Readonly<Record<string, { readonly status: string; readonly fields?: Readonly<Record<string, string>> }>>;
  /** Value of the track's `a=control`. */
  readonly control?: string;
  /** Added to the description, before the media line. */
  readonly sessionLines?: readonly string[];
  /** Replaces the Transport field of the answer to SETUP. */
  readonly transport?: string;
  /** Sent before anything else. */
  readonly greeting?: string;
}

/** A camera that answers as it is told, on `host:port`; `set` tells it anew. */
export async function startHostileRtspServer(host: string, port: number): Promise<{ set(answers: HostileAnswers): void; stop(): Promise<void> }> {
  let answers: HostileAnswers = {};
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
    if (answers.greeting !== undefined) socket.write(answers.greeting);
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const request = text.slice(0, end);
        text = text.slice(end + 4);
        if (socket.writable && !request.startsWith('RTSP/')) socket.write(reply(request, answers));
      }
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    set: (changed) => {
      answers = changed;
    },
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function reply(request: string, answers: HostileAnswers): string {
  const [method = ''] = request.split(' ');
  const field = (name: string): string => new RegExp(`^${name}: *(.*)$`, 'im').exec(request)?.[1]?.trim() ?? '';
  const said = answers.replies?.[method];
  const body = method === 'DESCRIBE' && (said?.status ?? '200').startsWith('200') ? description(answers) : '';
  const fields: Record<string, string> = {
    CSeq: field('CSeq'),
    Public: 'OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN',
    ...(method === 'SETUP' ? { Session: '12', Transport: answers.transport ?? field('Transport') } : {}),
    ...said?.fields,
    ...(body === '' ? {} : { 'Content-Type': 'application/sdp', 'Content-Length': String(body.length) }),
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `RTSP/1.0 ${said?.status ?? '200 OK'}\r\n${lines.join('')}\r\n${body}`;
}

function description({ control = 'track', sessionLines = [] }: HostileAnswers): string {
  const media = ['m=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000', `a=control:${control}`, ''];
  return ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=x', ...sessionLines, 't=0 0', ...media].join('\r\n');
}
