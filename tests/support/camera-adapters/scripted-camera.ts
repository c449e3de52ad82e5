import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** One request as the camera under script reads it. */
export interface HeardRequest {
  readonly method: string;
  readonly uri: string;
  /** Field by name in lower case. */
  readonly fields: ReadonlyMap<string, string>;
}

/** What to do on a request: bytes to send, or nothing. `respond` makes a response that carries the right `CSeq`. */
export type RequestScript = (
  request: HeardRequest,
  tools: { readonly socket: Socket; readonly respond: (status: string, fields?: Readonly<Record<string, string>>, body?: string) => string },
) => string | undefined | void;

/** A camera that does exactly what a test says. */
export interface ScriptedCamera {
  readonly url: string;
  readonly port: number;
  /** All requests in order, over all connections. */
  readonly heard: readonly HeardRequest[];
  readonly connectionCount: number;
  /** Resolves when a request with this method has come. */
  hears(method: string): Promise<HeardRequest>;
  /** Resolves when no connection is open. */
  allClosed(): Promise<void>;
}

/** A description of one H.264 track with the control address `track`. */
export const ONE_TRACK = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=x', 't=0 0', 'm=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000', 'a=control:track', ''].join(
  '\r\n',
);

/** Answers that make an ordinary camera without sign-in; a script overrides what it wants to do badly. */
export const ordinary: RequestScript = ({ method, fields }, { respond }) => {
  if (method === 'OPTIONS') return respond('200 OK', { Public: 'OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN' });
  if (method === 'DESCRIBE') return respond('200 OK', { 'Content-Type': 'application/sdp' }, ONE_TRACK);
  if (method === 'SETUP') return respond('200 OK', { Session: '12', Transport: fields.get('transport') ?? '' });
  return respond('200 OK', { Session: '12' });
};

/**
 * Starts it on a loopback port; it ends with the test.
 *
 * @param onConnect may speak before anything was asked.
 */
export async function startScriptedCamera(script: RequestScript, onConnect: (socket: Socket) => void = () => undefined): Promise<ScriptedCamera> {
  const heard: HeardRequest[] = [];
  const open = new Set<Socket>();
  const listeners = new Set<() => void>();
  let connectionCount = 0;
  const tell = (): void => listeners.forEach((listener) => listener());
  const server = createServer((socket) => {
    connectionCount += 1;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      open.delete(socket);
      tell();
    });
    onConnect(socket);
    readRequests(socket, (request) => {
      heard.push(request);
      tell();
      const reply = script(request, { socket, respond: (status, fields, body) => response(request, status, fields, body) });
      if (typeof reply === 'string' && socket.writable) socket.write(reply, 'latin1');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const until = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = look();
        if (found === undefined) return;
        listeners.delete(check);
        resolve(found);
      };
      listeners.add(check);
      check();
    });
  const { port } = server.address() as AddressInfo;
  return {
    url: `rtsp://127.0.0.1:${port}/live`,
    port,
    heard,
    get connectionCount() {
      return connectionCount;
    },
    hears: (method) => until(() => heard.find((request) => request.method === method)),
    allClosed: async () => void (await until(() => (open.size === 0 ? true : undefined))),
  };
}

function response(request: HeardRequest, status: string, fields: Readonly<Record<string, string>> = {}, body = ''): string {
  const lines = Object.entries({
    CSeq: request.fields.get('cseq') ?? '',
    ...fields,
    ...(body === '' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
  });
  return `RTSP/1.0 ${status}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

/** Requests have no bodies here; answers to requests of the camera's own are heard as method `RTSP/1.0`. */
function readRequests(socket: Socket, onRequest: (request: HeardRequest) => void): void {
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
      const [start = '', ...lines] = text.slice(0, end).split('\r\n');
      text = text.slice(end + 4);
      const [method = '', uri = ''] = start.split(' ');
      const fields = lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const);
      onRequest({ method, uri, fields: new Map(fields) });
    }
  });
}
