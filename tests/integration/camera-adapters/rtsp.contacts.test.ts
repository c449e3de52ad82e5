import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readingOffsetMs } from '../../../domain/clock-reading.ts';
import { failureOf, rtspContact, TEST_CREDENTIALS } from '../../support/camera-adapters/rtsp-contact.ts';
import { startTlsFront } from '../../support/camera-adapters/tls-front.ts';
import { readBurntInClock } from '../../support/services/burnt-in-clock.ts';
import { startRtspServer } from '../../support/services/rtsp-server.ts';
import type { RtspServer } from '../../support/services/rtsp-server.ts';

/** The device's clock in these cameras, ahead of true time. */
const DEVICE_OFFSET_MS = 61_000;
const ASCII_CREDENTIALS = { username: 'admin', password: 'Th0n.5-xyz' } as const;

async function clockInPicture(jpeg: Uint8Array): Promise<number | undefined> {
  const { data, info } = await sharp(jpeg).greyscale().raw().toBuffer({ resolveWithObject: true });
  return readBurntInClock(data, info.width, info.height);
}

describe.each(['digest', 'basic'] as const)('a camera that wants %s', (auth) => {
  let camera: RtspServer;
  beforeAll(async () => {
    camera = await startRtspServer({ auth, ...ASCII_CREDENTIALS, deviceClockOffsetMs: DEVICE_OFFSET_MS });
  });
  afterAll(() => camera.stop());

  test('answers a ping that proves the sign-in and starts no media', async () => {
    const { adapter, source, context } = await rtspContact(camera.url, { credentials: ASCII_CREDENTIALS });
    const before = (await camera.stats()).requests;
    const ping = await adapter.ping(source, context);
    expect(ping.roundTripMs).toBeGreaterThan(0);
    expect(ping.clock?.method).toBe('http_date');
    if (ping.clock !== undefined) expect(Math.abs(readingOffsetMs(ping.clock) - DEVICE_OFFSET_MS)).toBeLessThanOrEqual(ping.clock.uncertaintyMs);
    // the server counts a request a moment after it has answered it
    await expect.poll(async () => (await camera.stats()).requests.describe - before.describe).toBe(1);
    const { requests } = await camera.stats();
    expect([requests.setup, requests.play]).toEqual([before.setup, before.play]);
  });

  test('refuses a wrong password, which is sent once', async () => {
    const { adapter, source, context } = await rtspContact(camera.url, { credentials: { ...ASCII_CREDENTIALS, password: 'wrong-one' } });
    const contacts = [adapter.ping(source, context), adapter.probe(source, context), adapter.snapshot(source, context)];
    for (const error of await Promise.all(contacts.map((contact) => failureOf(contact)))) {
      expect(error).toMatchObject({ kind: 'camera', code: 'auth_failed' });
      expect(`${error.message}${JSON.stringify(error.details)}`).not.toContain('wrong-one');
    }
  });

  test('refuses to speak without credentials, and with a path that it does not have', async () => {
    const { adapter, source, context } = await rtspContact(camera.url);
    expect(await failureOf(adapter.ping(source, context))).toMatchObject({ code: 'auth_failed', details: { reason: 'credentials_missing' } });
    const lost = await rtspContact(camera.url.replace('/live', '/elsewhere'), { credentials: ASCII_CREDENTIALS });
    expect(await failureOf(lost.adapter.ping(lost.source, lost.context))).toMatchObject({ kind: 'camera', code: 'path_not_found' });
  });

  test.each(['tcp', 'udp'] as const)('tells over %s what it is, what it sends and what its clock says', async (transport) => {
    const { adapter, source, context } = await rtspContact(camera.url, { credentials: ASCII_CREDENTIALS, transport });
    const probe = await adapter.probe(source, context);
    expect(probe.identity).toEqual({ firmware: 'GStreamer RTSP server' });
    expect(probe.capabilities).toEqual({
      profiles: [{ name: 'rtsp', codec: 'h264', widthPx: 640, heightPx: 360, framesPerSecond: 12 }],
      snapshotByHttp: false,
      media2: false,
      clockReadable: true,
      streamable: true,
    });
    expect(probe.problems.map(({ code }) => code)).toEqual(auth === 'basic' ? ['password_readable'] : []);
    expect(probe.clock?.method).toBe('rtcp');
    if (probe.clock !== undefined) expect(Math.abs(readingOffsetMs(probe.clock) - DEVICE_OFFSET_MS)).toBeLessThanOrEqual(probe.clock.uncertaintyMs);
  });

  test.each(['tcp', 'udp'] as const)('gives over %s a picture with the time it shows', async (transport) => {
    const { adapter, source, context } = await rtspContact(camera.url, { credentials: ASCII_CREDENTIALS, transport, deadlineMs: 20_000 });
    const picture = await adapter.snapshot(source, context);
    expect(picture).toMatchObject({ widthPx: 640, heightPx: 360, deviceTimeSource: 'rtcp_sender_report' });
    const shownMs = (await clockInPicture(picture.jpeg)) ?? NaN;
    // sender reports map time stamps exactly: what is left is the camera's own way from drawing to stamping
    expect(Math.abs((picture.deviceTimeMs ?? NaN) - shownMs)).toBeLessThan(100);
    const latencyMs = picture.receivedAtMs - (shownMs - DEVICE_OFFSET_MS);
    expect(latencyMs).toBeGreaterThan(-20);
    expect(latencyMs).toBeLessThan(1_000);
  });

  test('is left without a trace', async () => {
    const { adapter, source, context } = await rtspContact(camera.url, { credentials: ASCII_CREDENTIALS });
    await adapter.ping(source, context);
    await expect.poll(async () => (await camera.stats()).connectedClients).toBe(0);
  });
});

test('a name and a password in Vietnamese work', async () => {
  const camera = await startRtspServer({ auth: 'basic', ...TEST_CREDENTIALS });
  try {
    const { adapter, source, context } = await rtspContact(camera.url, { credentials: TEST_CREDENTIALS });
    await expect(adapter.ping(source, context)).resolves.toMatchObject({ roundTripMs: expect.any(Number) });
  } finally {
    await camera.stop();
  }
});

describe.each(['h265', 'mjpeg'] as const)('a camera with %s', (codec) => {
  let camera: RtspServer;
  beforeAll(async () => {
    camera = await startRtspServer({ codec });
  });
  afterAll(() => camera.stop());

  test('is told and pictured as well', async () => {
    const { adapter, source, context } = await rtspContact(camera.url, { deadlineMs: 20_000 });
    expect((await adapter.probe(source, context)).capabilities.profiles).toMatchObject([
      { codec, ...(codec === 'h265' ? { widthPx: 640, heightPx: 360 } : {}) },
    ]);
    const picture = await adapter.snapshot(source, context);
    expect(picture).toMatchObject({ widthPx: 640, heightPx: 360 });
    expect(await clockInPicture(picture.jpeg)).toBeTypeOf('number');
  });
});

test('a camera that offers TCP alone says so when asked for UDP', async () => {
  const camera = await startRtspServer({ transports: ['tcp'] });
  try {
    const { adapter, source, context } = await rtspContact(camera.url, { transport: 'udp' });
    expect(await failureOf(adapter.snapshot(source, context))).toMatchObject({ kind: 'camera', code: 'transport_unsupported' });
  } finally {
    await camera.stop();
  }
});

test('over TLS the self-made certificate of a camera is taken, and told as a problem; media stay inside', async () => {
  const camera = await startRtspServer();
  const front = await startTlsFront(camera.port);
  try {
    const { adapter, source, context } = await rtspContact(`rtsps://127.0.0.1:${front.port}/live`, { transport: 'udp' });
    const probe = await adapter.probe(source, context);
    expect(probe.capabilities).toMatchObject({ streamable: true, clockReadable: true });
    expect(probe.problems.map(({ code }) => code)).toEqual(['certificate_untrusted']);
  } finally {
    await front.stop();
    await camera.stop();
  }
});

test('a camera that sends no keyframe gives no picture, in time, and is told from one that sends nothing', async () => {
  const camera = await startRtspServer({ keyframeIntervalFrames: 100_000 });
  try {
    const { adapter, source, context } = await rtspContact(camera.url, { deadlineMs: 3_000 });
    const startedAt = performance.now();
    expect(await failureOf(adapter.snapshot(source, context))).toMatchObject({ kind: 'camera', code: 'no_keyframe' });
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    await expect.poll(async () => (await camera.stats()).connectedClients).toBe(0);
    await camera.stall();
    expect(await failureOf(adapter.snapshot(source, context))).toMatchObject({ code: 'camera_timeout' });
  } finally {
    await camera.stop();
  }
});
