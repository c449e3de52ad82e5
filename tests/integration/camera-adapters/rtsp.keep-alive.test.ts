import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
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
  socket.setEncoding('latin1').on('error', () => undefined);
  const ask = async (request: string): Promise<string> => {
    socket.write(`${request}\r\n\r\n`);
    const [answer] = (await once(socket, 'data')) as [string];
    return answer;
  };
  await ask(`DESCRIBE ${url} RTSP/1.0\r\nCSeq: 1`);
  const answer = await ask(`SETUP ${url}/stream=0 RTSP/1.0\r\nCSeq: 2\r\nTransport: RTP/AVP;unicast;client_port=40000-40001`);
  const session = /^Session: *([^;\r]+)/im.exec(answer)?.[1];
  expect(await ask(`PLAY ${url} RTSP/1.0\r\nCSeq: 3\r\nSession: ${session}`)).toContain('200 OK');
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
  const startedAt = performance.now();
  const lengthsMs: number[] = [];
  for await (const { trueFromMs, trueToMs } of adapter.record(source, { folder, segmentMs: 1_000, stallMs: 20_000 }, context)) {
    lengthsMs.push(trueToMs - trueFromMs);
    if (performance.now() - startedAt > 7_000) controller.abort();
  }
  expect(lengthsMs.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(5_500);
  // one session, one connection: it was not made anew in between
  const { requests, totalConnections } = await camera.stats();
  expect([requests.setup - before.requests.setup, totalConnections - before.totalConnections]).toEqual([1, 1]);
});
