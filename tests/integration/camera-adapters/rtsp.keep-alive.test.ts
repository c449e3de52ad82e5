import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { rtspContact } from '../../support/camera-adapters/rtsp-contact.ts';
import { startRtspServer, type RtspServer } from '../../support/services/rtsp-server.ts';

/** Sessions of this camera end after 2 s without a word. */
let camera: RtspServer;
beforeAll(async () => {
  camera = await startRtspServer({ sessionTimeoutS: 2 });
});
afterAll(() => camera.stop());

/** SETUP over UDP and PLAY, and never a word again. */
async function playAndFallSilent(url: string): Promise<void> {
  const socket = connect(camera.port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let heard = '';
  socket
    .setEncoding('latin1')
    .on('data', (text: string) => (heard += text))
    .on('error', () => undefined);
  let asked = 0;
  /** The head of the answer, in however many pieces it comes. */
  const ask = async (request: string, fields = ''): Promise<string> => {
    asked += 1;
    socket.write(`${request} RTSP/1.0\r\nCSeq: ${asked}\r\n${fields}\r\n`);
    const head = () => heard.split('\r\n\r\n').find((part, index, parts) => index < parts.length - 1 && new RegExp(`^CSeq: *${asked}$`, 'im').test(part));
    await expect.poll(head).toBeDefined();
    return head()!;
  };
  await ask(`DESCRIBE ${url}`);
  const answer = await ask(`SETUP ${url}/stream=0`, 'Transport: RTP/AVP;unicast;client_port=40000-40001\r\n');
  const session = /^Session: *([^;\r]+)/im.exec(answer)?.[1];
  expect(await ask(`PLAY ${url}`, `Session: ${session}\r\n`)).toContain('200 OK');
}

test('a camera ends the session of whoever says nothing', async () => {
  await playAndFallSilent(camera.url);
  expect((await camera.stats()).sessions).toBe(1);
  await expect.poll(async () => (await camera.stats()).sessions).toBe(0);
});

test.each(['udp', 'tcp'] as const)('a recording over %s keeps its session alive for several times its time-out', async (transport) => {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-alive-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const controller = new AbortController();
  const { adapter, source, context } = await rtspContact(camera.url, { transport, signal: controller.signal });
  const before = await camera.stats();
  // three times the time-out, by the pictures: how long it takes to get the first of them is the machine's matter
  let lengthMs = 0;
  for await (const { trueFromMs, trueToMs } of adapter.record(source, { folder, segmentMs: 1_000, stallMs: 20_000 }, context)) {
    lengthMs += trueToMs - trueFromMs;
    if (lengthMs > 6_000) controller.abort();
  }
  expect(lengthMs).toBeGreaterThan(5_500);
  // one session, one connection: it was not made anew in between
  const { requests, totalConnections } = await camera.stats();
  expect([requests.setup - before.requests.setup, totalConnections - before.totalConnections]).toEqual([1, 1]);
});
