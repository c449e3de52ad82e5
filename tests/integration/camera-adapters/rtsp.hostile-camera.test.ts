import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createNetworkPolicy } from '../../../camera-adapters/network-policy.ts';
import { parseAllowedNetworks } from '../../../domain/address-rule.ts';
import type { AppError } from '../../../domain/app-error.ts';
import { rtpPacket } from '../../support/camera-adapters/rtp-bytes.ts';
import { ONE_TRACK, ordinary, startScriptedCamera } from '../../support/camera-adapters/scripted-camera.ts';
import type { RequestScript } from '../../support/camera-adapters/scripted-camera.ts';
import { failureOf, rtspContact, TEST_CREDENTIALS } from '../../support/camera-adapters/rtsp-contact.ts';
import { settlesWithin } from '../../support/settles-within.ts';

async function pingFailure(url: string, overrides: Parameters<typeof rtspContact>[1] = {}): Promise<AppError> {
  const { adapter, source, context } = await rtspContact(url, overrides);
  const error = await failureOf(adapter.ping(source, context));
  expect(`${error.message} ${JSON.stringify(error.details)} ${String(error.cause)}`).not.toContain(TEST_CREDENTIALS.password);
  return error;
}

/** An ordinary camera that answers one method as given. */
function instead(method: string, answer: RequestScript): RequestScript {
  return (request, tools) => (request.method === method ? answer(request, tools) : ordinary(request, tools));
}

async function webServerUrl(): Promise<string> {
  const server = createServer((_request, response) => response.end('<html>Router</html>'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `rtsp://127.0.0.1:${(server.address() as AddressInfo).port}/live`;
}

async function closedPortUrl(): Promise<string> {
  const server = createTcpServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `rtsp://127.0.0.1:${port}/live`;
}

describe('an address where no camera is', () => {
  test('nothing listens', async () => {
    expect(await pingFailure(await closedPortUrl())).toMatchObject({ kind: 'unreachable', code: 'connection_refused' });
  });

  test('a web server', async () => {
    expect(await pingFailure(await webServerUrl())).toMatchObject({ kind: 'camera', code: 'bad_answer', details: { spoke: 'http' } });
  });

  test('a name that leads nowhere', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }));
    expect(await pingFailure('rtsp://no-such-camera/live', { network: createNetworkPolicy({ policy: {}, lookup }) })).toMatchObject({
      kind: 'unreachable',
      code: 'name_not_found',
    });
  });

  test('a forbidden address is not dialled', async () => {
    const camera = await startScriptedCamera(ordinary);
    const network = createNetworkPolicy({ policy: { overrideNetworks: parseAllowedNetworks('127.9.9.0/24') } });
    expect(await pingFailure(camera.url, { network })).toMatchObject({ code: 'address_forbidden' });
    expect(camera.connectionCount).toBe(0);
  });

  test.each([
    ['garbage', '\x00\x01\x02\x03\xff'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['a wrong start line', 'RTSP/2.x yes\r\n\r\n'],
  ])('%s', async (_name, bytes) => {
    const camera = await startScriptedCamera(
      () => undefined,
      (socket) => void socket.write(bytes, 'latin1'),
    );
    expect(await pingFailure(camera.url)).toMatchObject({ kind: 'camera', code: 'bad_answer' });
  });

  test('something that hangs up', async () => {
    const ended = await startScriptedCamera((_request, { socket }) => void socket.end());
    expect(await pingFailure(ended.url)).toMatchObject({ kind: 'camera', code: 'bad_answer' });
    const reset = await startScriptedCamera((_request, { socket }) => void socket.resetAndDestroy());
    expect(await pingFailure(reset.url)).toMatchObject({ kind: 'unreachable', code: 'camera_unreachable' });
  });
});

describe('a camera that keeps us waiting', () => {
  test.each<[string, RequestScript]>([
    ['never answers', () => undefined],
    ['never answers DESCRIBE', instead('DESCRIBE', () => undefined)],
    ['drips', (_request, { socket }) => drip(socket)],
    ['answers with another number', (_request, { respond }) => respond('200 OK').replace(/CSeq: \d+/, 'CSeq: 999')],
  ])('%s: the whole contact ends in time, the connection with it', async (_name, script) => {
    const camera = await startScriptedCamera(script);
    const failing = pingFailure(camera.url, { deadlineMs: 400 });
    expect(await settlesWithin(failing, 1_500)).toBe(true);
    expect(await failing).toMatchObject({ kind: 'timeout', code: 'camera_timeout' });
    await camera.allClosed();
  });

  test('is left at once when the caller ends the contact', async () => {
    const camera = await startScriptedCamera(() => undefined);
    const controller = new AbortController();
    const failing = pingFailure(camera.url, { signal: controller.signal, deadlineMs: 60_000 });
    await camera.hears('OPTIONS');
    controller.abort();
    expect(await failing).toMatchObject({ kind: 'cancelled', code: 'contact_cancelled' });
    await camera.allClosed();
  });

  test('that agrees to play and sends nothing gives no picture, in time', async () => {
    const camera = await startScriptedCamera(ordinary);
    const { adapter, source, context } = await rtspContact(camera.url, { deadlineMs: 1_500 });
    const failing = failureOf(adapter.snapshot(source, context));
    expect(await settlesWithin(failing, 3_000)).toBe(true);
    expect(await failing).toMatchObject({ kind: 'timeout', code: 'camera_timeout' });
    await camera.allClosed();
  });

  test('that agrees to play and sends nothing ends a recording as a stall', async () => {
    const camera = await startScriptedCamera(ordinary);
    const { adapter, source, context } = await rtspContact(camera.url);
    const recording = adapter.record(source, { folder: tmpdir(), segmentMs: 1_000, stallMs: 500 }, context);
    expect(await failureOf(recording[Symbol.asyncIterator]().next())).toMatchObject({ kind: 'timeout', code: 'stream_stalled' });
    await camera.allClosed();
  });

  test('that opens no stream in time ends a recording', async () => {
    const camera = await startScriptedCamera(instead('SETUP', () => undefined));
    const { adapter, source, context } = await rtspContact(camera.url, { openingMs: 300 });
    const recording = adapter.record(source, { folder: '/nonexistent', segmentMs: 1_000, stallMs: 1_000 }, context);
    expect(await failureOf(recording[Symbol.asyncIterator]().next())).toMatchObject({ code: 'camera_timeout' });
    await camera.allClosed();
  });
});

describe('a camera that floods us', () => {
  test('with a header that never ends is cut off', async () => {
    const sent = { bytes: 0 };
    const camera = await startScriptedCamera((_request, { socket }) => {
      socket.write('RTSP/1.0 200 OK\r\n');
      pump(socket, Buffer.from(`X-Filler: ${'x'.repeat(990)}\r\n`), sent, 64 * 1024 * 1024);
    });
    expect(await pingFailure(camera.url)).toMatchObject({ code: 'bad_answer' });
    await camera.allClosed();
    expect(sent.bytes).toBeLessThan(16 * 1024 * 1024);
  });

  test('with a body of 4 GB is cut off at its announcement', async () => {
    const camera = await startScriptedCamera(instead('DESCRIBE', (_request, { respond }) => respond('200 OK', { 'Content-Length': '4294967296' })));
    expect(await pingFailure(camera.url)).toMatchObject({ code: 'bad_answer' });
  });

  test('with media before it answers takes no memory, and time only up to the deadline', async () => {
    const sent = { bytes: 0 };
    const camera = await startScriptedCamera((_request, { socket }) =>
      pump(socket, Buffer.concat([Buffer.of(0x24, 0, 0xff, 0xff), Buffer.alloc(65_535)]), sent, 256 * 1024 * 1024),
    );
    const before = process.memoryUsage().rss;
    expect(await pingFailure(camera.url, { deadlineMs: 1_000 })).toMatchObject({ code: 'camera_timeout' });
    expect(sent.bytes).toBeGreaterThan(8 * 1024 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024);
  });

  test('with requests of its own, without reading our answers, is cut off', async () => {
    const sent = { bytes: 0 };
    const camera = await startScriptedCamera((_request, { socket }) => {
      socket.pause();
      pump(socket, Buffer.from('OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n'.repeat(100)), sent, 256 * 1024 * 1024);
    });
    expect(await pingFailure(camera.url)).toMatchObject({ code: 'bad_answer' });
  });

  test('with one request of its own is told no, and the contact goes on', async () => {
    const camera = await startScriptedCamera(
      instead('DESCRIBE', (request, tools) => `SET_PARAMETER rtsp://x RTSP/1.0\r\nCSeq: 77\r\n\r\n${String(ordinary(request, tools))}`),
    );
    const { adapter, source, context } = await rtspContact(camera.url);
    expect((await adapter.ping(source, context)).roundTripMs).toBeGreaterThan(0);
    const answer = await camera.hears('RTSP/1.0');
    expect([answer.uri, answer.fields.get('cseq')]).toEqual(['501', '77']);
  });
});

describe('a camera that sends us elsewhere', () => {
  test.each(['OPTIONS', 'DESCRIBE'])('by a redirect of %s: refused, and nobody else hears of us', async (method) => {
    const other = await startScriptedCamera(ordinary);
    const camera = await startScriptedCamera(instead(method, (_request, { respond }) => respond('302 Moved', { Location: other.url })));
    expect(await pingFailure(camera.url)).toMatchObject({ kind: 'camera', code: 'redirect_refused' });
    expect(other.connectionCount).toBe(0);
  });

  test('by a REDIRECT request', async () => {
    const camera = await startScriptedCamera(instead('DESCRIBE', () => 'REDIRECT rtsp://x RTSP/1.0\r\nCSeq: 5\r\nLocation: rtsp://127.0.0.1:1/\r\n\r\n'));
    expect(await pingFailure(camera.url)).toMatchObject({ code: 'redirect_refused' });
  });

  test.each([
    ['in its track', {}, ONE_TRACK.replace('control:track', 'control:rtsp://127.0.0.2/track')],
    ['in its base', { 'Content-Base': 'rtsp://127.0.0.2/live/' }, ONE_TRACK],
  ])('%s', async (_name, fields, body) => {
    const camera = await startScriptedCamera(
      instead('DESCRIBE', (_request, { respond }) => respond('200 OK', { 'Content-Type': 'application/sdp', ...fields }, body)),
    );
    expect(await pingFailure(camera.url)).toMatchObject({ kind: 'camera', code: 'address_forbidden' });
    expect(camera.heard.map(({ method }) => method)).toEqual(['OPTIONS', 'DESCRIBE']);
  });
});

describe('a session', () => {
  const withSession =
    (session: string, publicMethods: string): RequestScript =>
    (request, tools) => {
      if (request.method === 'OPTIONS') return tools.respond('200 OK', { Public: publicMethods });
      if (request.method === 'SETUP') return tools.respond('200 OK', { Session: session, Transport: request.fields.get('transport') ?? '' });
      return ordinary(request, tools);
    };

  test.each([
    ['OPTIONS, GET_PARAMETER', 'GET_PARAMETER'],
    ['DESCRIBE, SETUP, PLAY', 'OPTIONS'],
  ])('of a camera with %s is kept alive by %s at half of its time-out, and ended by TEARDOWN', async (publicMethods, method) => {
    const camera = await startScriptedCamera(withSession('a.b-c;timeout=2', publicMethods));
    const { adapter, source, context } = await rtspContact(camera.url);
    const probing = adapter.probe(source, context);
    expect((await probing).problems.map(({ code }) => code)).toEqual(['no_video']);
    const teardown = await camera.hears('TEARDOWN');
    expect([teardown.uri, teardown.fields.get('session')]).toEqual([camera.url, 'a.b-c']);
    const alive = camera.heard.slice(1).filter((request) => request.method === method);
    expect(alive.length).toBeGreaterThanOrEqual(2);
    expect(alive.every(({ fields }) => fields.get('session') === 'a.b-c')).toBe(true);
  });

  test('that the camera asks to be kept alive every moment is kept alive once a second', async () => {
    const camera = await startScriptedCamera(withSession('1;timeout=0', 'GET_PARAMETER'));
    const { adapter, source, context } = await rtspContact(camera.url);
    await adapter.probe(source, context);
    expect(camera.heard.filter(({ method }) => method === 'GET_PARAMETER').length).toBeLessThanOrEqual(4);
  });
});

describe('media over UDP', () => {
  /** A camera that, once it plays, sends one packet a moment from `address`. */
  function sendingFrom(address: string): RequestScript {
    let clientPort = 0;
    return (request, tools) => {
      if (request.method === 'SETUP') {
        clientPort = Number(/client_port=(\d+)/.exec(request.fields.get('transport') ?? '')?.[1]);
        return tools.respond('200 OK', { Session: '1', Transport: `RTP/AVP;unicast;client_port=${clientPort}-${clientPort + 1}` });
      }
      if (request.method === 'PLAY') sendPackets(address, clientPort, tools.socket);
      return ordinary(request, tools);
    };
  }

  test.each([
    ['127.0.0.1', true],
    ['127.0.0.2', false],
  ])('from %s counts: %s', async (address, isStreamable) => {
    const camera = await startScriptedCamera(sendingFrom(address));
    const { adapter, source, context } = await rtspContact(camera.url, { transport: 'udp' });
    expect((await adapter.probe(source, context)).capabilities.streamable).toBe(isStreamable);
  });
});

describe('a camera that refuses', () => {
  const challenge = (nonce: string, stale = false): RequestScript =>
    instead('DESCRIBE', (_request, { respond }) =>
      respond('401 Unauthorized', { 'WWW-Authenticate': `Digest realm="r", nonce="${nonce}${Math.random()}"${stale ? ', stale=true' : ''}` }),
    );

  test('the sign-in is not asked twice with the same password', async () => {
    const camera = await startScriptedCamera(challenge('n'));
    expect(await pingFailure(camera.url, { credentials: TEST_CREDENTIALS })).toMatchObject({
      kind: 'camera',
      code: 'auth_failed',
      details: { reason: 'refused' },
    });
    expect(camera.heard.map(({ method, fields }) => [method, fields.has('authorization')])).toEqual([
      ['OPTIONS', false],
      ['DESCRIBE', false],
      ['DESCRIBE', true],
    ]);
  });

  test('for ever because of old nonces is left', async () => {
    const camera = await startScriptedCamera(challenge('n', true));
    expect(await pingFailure(camera.url, { credentials: TEST_CREDENTIALS })).toMatchObject({ code: 'auth_failed' });
    expect(camera.heard.length).toBeLessThanOrEqual(4);
  });

  test('without credentials of ours, or in a way we do not know, is told apart', async () => {
    const camera = await startScriptedCamera(challenge('n'));
    expect((await pingFailure(camera.url)).details).toMatchObject({ reason: 'credentials_missing' });
    const strange = await startScriptedCamera(
      instead('DESCRIBE', (_request, { respond }) => respond('401 Unauthorized', { 'WWW-Authenticate': 'Kerberos realm="r"' })),
    );
    expect((await pingFailure(strange.url, { credentials: TEST_CREDENTIALS })).details).toMatchObject({ reason: 'challenge_unsupported' });
  });

  test.each([
    ['403 Forbidden', 'auth_failed'],
    ['404 Not Found', 'path_not_found'],
    ['453 Not Enough Bandwidth', 'camera_busy'],
    ['500 Internal Server Error', 'bad_answer'],
    ['503 Service Unavailable', 'camera_busy'],
  ])('DESCRIBE with %s', async (status, code) => {
    const camera = await startScriptedCamera(instead('DESCRIBE', (_request, { respond }) => respond(status)));
    expect(await pingFailure(camera.url)).toMatchObject({ kind: 'camera', code });
  });

  test.each(['404 Not Found', '405 Method Not Allowed', '401 Unauthorized'])('only OPTIONS, with %s, is a camera all the same', async (status) => {
    const camera = await startScriptedCamera(instead('OPTIONS', (_request, { respond }) => respond(status)));
    const { adapter, source, context } = await rtspContact(camera.url);
    await expect(adapter.ping(source, context)).resolves.toMatchObject({ roundTripMs: expect.any(Number) });
  });

  test.each<[string, RequestScript, string]>([
    ['the transport', instead('SETUP', (_request, { respond }) => respond('461 Unsupported Transport')), 'transport_unsupported'],
    [
      'TCP by choosing UDP',
      instead('SETUP', (_request, { respond }) => respond('200 OK', { Session: '1', Transport: 'RTP/AVP;unicast;client_port=5000-5001' })),
      'bad_answer',
    ],
    ['to open a session', instead('SETUP', (_request, { respond }) => respond('200 OK', { Transport: 'RTP/AVP/TCP;interleaved=0-1' })), 'bad_answer'],
    ['to play', instead('PLAY', (_request, { respond }) => respond('455 Method Not Valid in This State')), 'bad_answer'],
  ])('%s', async (_name, script, code) => {
    const camera = await startScriptedCamera(script);
    const { adapter, source, context } = await rtspContact(camera.url);
    expect(await failureOf(adapter.probe(source, context))).toMatchObject({ kind: 'camera', code });
    await camera.allClosed();
  });
});

function sendPackets(address: string, port: number, untilClosed: Socket): void {
  const socket = createSocket('udp4');
  socket.bind(0, address, () => {
    const timer = setInterval(() => socket.send(rtpPacket({ payload: Buffer.of(0x65) }), port, '127.0.0.1'), 50);
    untilClosed.once('close', () => {
      clearInterval(timer);
      socket.close();
    });
  });
}

/** One byte of an answer that never becomes whole, each 20 ms. */
function drip(socket: Socket): void {
  const bytes = [...'RTSP/1.0 200 OK\r\nServer: a very slow one indeed, slower than slow'];
  const timer = setInterval(() => {
    const byte = bytes.shift();
    if (byte !== undefined) socket.write(byte);
  }, 20);
  socket.once('close', () => clearInterval(timer));
}

/** Writes `bytes` again and again as fast as they are taken, up to a limit. */
function pump(socket: Socket, bytes: Buffer, sent: { bytes: number }, limitBytes: number): void {
  const more = (): void => {
    while (!socket.destroyed && sent.bytes < limitBytes) {
      sent.bytes += bytes.length;
      if (!socket.write(bytes)) return;
    }
  };
  socket.on('drain', more);
  more();
}
