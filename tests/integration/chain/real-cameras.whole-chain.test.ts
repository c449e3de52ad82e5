import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import sql from 'sql-template-tag';
import sharp from 'sharp';
import { parseAllowedNetworks } from '../../../domain/allowed-networks.ts';
import type { LiveEvent } from '../../../domain/live-event.ts';
import { listenForEvents } from '../../../db/live-events.ts';
import { findFfmpeg } from '../../../media/ffmpeg-path.ts';
import { readConfig } from '../../../platform/config.ts';
import { systemClock } from '../../../platform/clock.ts';
import { createReleaseStack } from '../../../platform/release-stack.ts';
import { startWorker } from '../../../workers/worker.ts';
import { startOnvifDevice } from '../../support/onvif-device/start-onvif-device.ts';
import { readBurntInClock } from '../../support/services/burnt-in-clock.ts';
import { decodeRtspFrames } from '../../support/services/decode-rtsp-frames.ts';
import { startRtspServer, type RtspServer } from '../../support/services/rtsp-server.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';

const PASSWORD = 'mật khẩu của máy 5';
const DEVICE_AHEAD_MS = 17 * 60_000;
/** Of the burnt-in clock: a picture is drawn twelve times a second. */
const FRAME_MS = 1000 / 12;
const stack = createReleaseStack();
const events: LiveEvent[] = [];
const waiting = new Set<() => void>();
let t: TestApp;
let stream: RtspServer;
const cameras: Record<'rtsp' | 'onvif' | 'right', string> = { rtsp: '', onvif: '', right: '' };

/** Looks again at every event and at least every half second, until `look` gives something. */
async function eventually<T>(what: string, look: () => Promise<T | undefined>, withinMs: number): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`${what} did not happen within ${withinMs} ms`);
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, 500);
      waiting.add(done);
    });
  }
}

/** A camera whose clock runs ahead. The library that shifts its clock sometimes hangs the stream at its start on a busy machine: only one that sends pictures is taken. */
async function startFlowingStream(): Promise<RtspServer> {
  for (let tries = 1; ; tries += 1) {
    const started = await startRtspServer({ auth: 'digest', username: 'admin', password: PASSWORD, deviceClockOffsetMs: DEVICE_AHEAD_MS });
    try {
      await decodeRtspFrames(started.url, { username: 'admin', password: PASSWORD, transport: 'tcp', frames: 2, widthPx: 640, heightPx: 360 });
      return started;
    } catch (error) {
      await started.stop();
      if (tries === 3) throw error;
    }
  }
}

beforeAll(async () => {
  t = await startTestApp({ isLive: true, addressPolicy: { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') } });
  stack.push('app', () => t.close());
  stream = await startFlowingStream();
  stack.push('stream', () => stream.stop());
  const right = await startRtspServer();
  stack.push('right stream', () => right.stop());
  const jpeg = await sharp({ create: { width: 640, height: 360, channels: 3, background: '#557', noise: { type: 'gaussian', mean: 128, sigma: 40 } } })
    .jpeg()
    .toBuffer();
  const device = await startOnvifDevice({
    credentials: { username: 'admin', password: PASSWORD },
    authMode: 'digest-sha256',
    clockOffsetMs: -17 * 60_000,
    streamUri: stream.url,
    jpeg,
  });
  stack.push('device', () => device.stop());
  const listener = listenForEvents(t.url, {
    onEvent(event) {
      events.push(event);
      for (const wake of waiting) wake();
    },
    onGap: () => undefined,
    onError: () => undefined,
  });
  stack.push('listener', () => listener.close());
  const worker = await startWorker({
    config: readConfig({ MATPHO_LOG_LEVEL: 'error' }),
    db: t.db,
    backend: t.backend,
    blobs: t.blobs,
    secretBox: t.secretBox,
    packageBuilding: t.packageBuilding,
    addressPolicy: t.context.addressPolicy,
    clock: systemClock,
    logger: t.context.logger,
    registry: new Registry(),
  });
  stack.push('worker', () => worker.stop());
  const register = async (name: string, source: object): Promise<string> => {
    const body = cameraBody(t.world, { name, source, recording: { mode: 'continuous', retentionHours: 24 }, snapshotEverySeconds: 10 });
    const answer = await t.as('board', 'POST', '/cameras', body);
    expect(answer.statusCode).toBe(201);
    return answer.json().id;
  };
  cameras.rtsp = await register('RTSP thật', { kind: 'rtsp', url: stream.url, username: 'admin', password: PASSWORD });
  cameras.right = await register('RTSP đúng giờ', { kind: 'rtsp', url: right.url });
  cameras.onvif = await register('ONVIF thật', { kind: 'onvif', url: device.url, username: 'admin', password: PASSWORD });
}, 120_000);

afterAll(async () => {
  const failures = await stack.releaseAll();
  expect(failures).toEqual([]);
});

test.each(['rtsp', 'onvif'] as const)('%s: a test of the camera says what it is and how far its clock is off', async (kind) => {
  const { jobId } = (await t.as('board', 'POST', `/cameras/${cameras[kind]}/checks`)).json();
  const job = await eventually(
    'the check',
    async () => {
      const answer = (await t.as('board', 'GET', `/jobs/${jobId}`)).json();
      return answer.state === 'completed' || answer.state === 'failed' ? answer : undefined;
    },
    40_000,
  );
  expect(job).toMatchObject({ state: 'completed', result: { reachable: true, snapshotOk: true } });
  const expected = kind === 'rtsp' ? DEVICE_AHEAD_MS : -17 * 60_000;
  expect(Math.abs(job.result.clockOffsetMs - expected)).toBeLessThan(1500);
});

test.each(['rtsp', 'onvif'] as const)(
  '%s: the camera is found up with a wrong clock by its pings, and pictures are kept but opened by nobody',
  async (kind) => {
    await eventually(
      'online',
      async () => {
        const { state } = (await t.as('officer', 'GET', `/cameras/${cameras[kind]}`)).json();
        // both clocks are far off, which degrades
        return state === 'degraded' ? state : undefined;
      },
      90_000,
    );
    const picture = await eventually(
      'a scheduled picture',
      async () => (await t.as('officer', 'GET', `/cameras/${cameras[kind]}/snapshots`)).json().items[0],
      60_000,
    );
    expect(picture).toMatchObject({ reason: 'schedule', cameraId: cameras[kind] });
    expect((await t.as('officer', 'GET', `/snapshots/${picture.id}/image`)).statusCode).toBe(403);
    expect((await t.as('board', 'GET', `/snapshots/${picture.id}/image`)).json().code).toBe('grant_required');
  },
  160_000,
);

test('the board takes a picture of its own camera and opens it', async () => {
  const { jobId } = (await t.as('board', 'POST', `/cameras/${cameras.rtsp}/snapshots`)).json();
  const job = await eventually(
    'the picture',
    async () => {
      const answer = (await t.as('board', 'GET', `/jobs/${jobId}`)).json();
      return answer.state === 'completed' ? answer : undefined;
    },
    40_000,
  );
  const image = await t.as('board', 'GET', `/snapshots/${job.result.snapshotId}/image`);
  expect(image.headers['content-type']).toBe('image/jpeg');
  expect(await sharp(image.rawPayload).metadata()).toMatchObject({ format: 'jpeg', width: 640, height: 360 });
  expect((await t.as('officer', 'GET', `/snapshots/${job.result.snapshotId}/image`)).statusCode).toBe(403);
});

test('an incident finds both cameras with the footage that shows it, and the frames show the time that was promised', async () => {
  const segments = await eventually(
    'two segments of each',
    async () => {
      const both = await Promise.all(
        (['rtsp', 'onvif'] as const).map(async (kind) => (await t.as('officer', 'GET', `/cameras/${cameras[kind]}/footage`)).json().segments),
      );
      return both.every((list) => list.length >= 2) ? both : undefined;
    },
    160_000,
  );
  const during = { from: Date.parse(segments[0][1].from) + 1000, to: Date.parse(segments[0][1].from) + 4000 };
  const incident = await t.as('officer', 'POST', '/incidents', {
    category: 'brawl',
    occurredFrom: new Date(during.from).toISOString(),
    occurredTo: new Date(during.to).toISOString(),
    location: { type: 'Point', coordinates: [108.2353, 11.795] },
    uncertaintyM: 8,
    summary: 'Xô xát trước chợ',
  });
  const { items } = (await t.as('officer', 'GET', `/incidents/${incident.json().id}/candidates`)).json();
  const rtsp = items.find((item: { cameraId: string }) => item.cameraId === cameras.rtsp);
  expect(rtsp).toMatchObject({ sees: 'full', availability: 'on_hand' });
  // a ping reads the Date field, a stream the sender reports: the nearer one counts
  expect(['rtcp', 'http_date']).toContain(rtsp.clock.method);
  expect(rtsp.footage.map((piece: { segmentId: string }) => piece.segmentId)).toContain(segments[0][1].id);
  expect(
    Math.abs(
      Date.parse(rtsp.deviceWindow.from) +
        (Date.parse(rtsp.deviceWindow.to) - Date.parse(rtsp.deviceWindow.from)) / 2 -
        (during.from + during.to) / 2 -
        DEVICE_AHEAD_MS,
    ),
  ).toBeLessThan(1500);
  const onvif = items.find((item: { cameraId: string }) => item.cameraId === cameras.onvif);
  expect(onvif).toMatchObject({ sees: 'full', availability: 'on_hand' });
  await expectFrameAt(segments[0][1]);
}, 240_000);

/** The first frame of a stored segment carries the device's time in its strip: it must agree with what the index says. */
async function expectFrameAt(segment: { id: string; deviceFrom: string; uncertaintyMs: number; sha256: string }): Promise<void> {
  const shownMs = await burntInTime(segment.id, 0);
  expect(Math.abs(shownMs! - Date.parse(segment.deviceFrom))).toBeLessThanOrEqual(segment.uncertaintyMs + 250);
}

/** The time that is burnt into the picture `intoMs` after the beginning of a stored segment. */
async function burntInTime(segmentId: string, intoMs: number): Promise<number | undefined> {
  const { key } = await t.db.row<{ key: string }>(sql`SELECT blob_key AS key FROM footage_segment WHERE id = ${segmentId}`);
  const chunks: Buffer[] = [];
  for await (const chunk of await t.blobs.open(key)) chunks.push(chunk as Buffer);
  const ffmpeg = await findFfmpeg({});
  const run = promisify(execFile);
  const select = ['-vf', `select='gte(t,${(intoMs / 1000).toFixed(3)})'`, '-frames:v', '1'];
  const child = run(ffmpeg.path, ['-v', 'error', '-f', 'mp4', '-i', 'pipe:0', ...select, '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'], {
    encoding: 'buffer',
    maxBuffer: 10_000_000,
  });
  // it reads no further than that frame
  child.child.stdin!.on('error', () => undefined);
  child.child.stdin!.end(Buffer.concat(chunks));
  const { stdout } = await child;
  return readBurntInClock(stdout, 640, 360);
}

test.each([
  ['rtsp', DEVICE_AHEAD_MS],
  ['right', 0],
] as const)(
  "%s: the frame of an incident's second, found in the camera's own clock, shows that second to within the stated uncertainty (clock ahead by %i ms)",
  async (kind, aheadMs) => {
    const segments: { id: string; from: string; to: string; uncertaintyMs: number }[] = await eventually(
      'two segments',
      async () => {
        const { segments: list } = (await t.as('officer', 'GET', `/cameras/${cameras[kind]}/footage`)).json();
        return list.length >= 2 ? list : undefined;
      },
      60_000,
    );
    const secondMs = Math.ceil((Date.parse(segments[1]!.from) + 1000) / 1000) * 1000;
    const incident = await t.as('officer', 'POST', '/incidents', {
      category: 'theft',
      occurredFrom: new Date(secondMs).toISOString(),
      occurredTo: new Date(secondMs + 1000).toISOString(),
      location: { type: 'Point', coordinates: [108.2353, 11.795] },
      uncertaintyM: 8,
      summary: 'Mất xe đạp trước chợ',
    });
    const { items } = (await t.as('officer', 'GET', `/incidents/${incident.json().id}/candidates`)).json();
    const { clock, deviceWindow, footage } = items.find((item: { cameraId: string }) => item.cameraId === cameras[kind]);
    const segment = segments.find(
      ({ id, from, to }) => Date.parse(from) <= secondMs && secondMs < Date.parse(to) && footage.some((piece: { segmentId: string }) => piece.segmentId === id),
    )!;
    const shownMs = (await burntInTime(segment.id, secondMs - Date.parse(segment.from)))!;
    expect(Math.abs(clock.offsetMs - aheadMs)).toBeLessThanOrEqual(clock.uncertaintyMs + 250);
    expect(Math.abs(shownMs - (secondMs + clock.offsetMs))).toBeLessThan(clock.uncertaintyMs + segment.uncertaintyMs + FRAME_MS);
    // what is stated is worth something: about a second at most
    expect(clock.uncertaintyMs + segment.uncertaintyMs).toBeLessThan(2500);
    expect(shownMs).toBeGreaterThanOrEqual(Date.parse(deviceWindow.from) - segment.uncertaintyMs);
    expect(shownMs).toBeLessThan(Date.parse(deviceWindow.to) + segment.uncertaintyMs);
    // and back: what the picture shows was shown in that second
    const shown = new Date(shownMs).toISOString();
    const back = (await t.as('officer', 'GET', `/cameras/${cameras[kind]}/clock-windows?deviceFrom=${shown}&deviceTo=${shown}`)).json();
    const within = back.trueWindows.some(
      (window: { from: string; to: string }) =>
        Date.parse(window.from) - segment.uncertaintyMs <= secondMs + FRAME_MS && secondMs <= Date.parse(window.to) + segment.uncertaintyMs,
    );
    expect(within).toBe(true);
  },
  80_000,
);

test('a camera that goes away is offline within 150 s and its outage stands in its history', async () => {
  await stream.stop();
  // at worst it was pinged just before, and the next ping is a minute away: that minute passes here
  await t.db.run(sql`UPDATE camera_state SET next_ping_at = now() WHERE camera_id = ${cameras.rtsp}`);
  const goneAtMs = Date.now();
  await eventually('offline', async () => ((await t.as('officer', 'GET', `/cameras/${cameras.rtsp}`)).json().state === 'offline' ? true : undefined), 90_000);
  expect(Date.now() - goneAtMs).toBeLessThan(150_000 - 60_000);
  const { intervals } = (await t.as('board', 'GET', `/cameras/${cameras.rtsp}/health`)).json();
  expect(intervals.some((interval: { facet: string; state: string }) => interval.facet === 'reachable' && interval.state === 'down')).toBe(true);
  expect(
    events.some(
      (event) => event.topic === 'cameras' && event.type === 'state_changed' && event.data.cameraId === cameras.rtsp && event.data.state === 'offline',
    ),
  ).toBe(true);
}, 200_000);

test('no password stands anywhere in the database', async () => {
  const { rows } = await t.db.row<{ rows: number }>(sql`SELECT count(*) AS rows FROM (
    SELECT to_jsonb(s)::text AS text FROM camera_source s UNION ALL SELECT to_jsonb(k)::text FROM camera_check k UNION ALL SELECT to_jsonb(a)::text FROM audit_event a
    UNION ALL SELECT to_jsonb(c)::text FROM camera_state c UNION ALL SELECT to_jsonb(i)::text FROM camera_state_interval i) everything WHERE text LIKE ${`%${PASSWORD}%`}`);
  expect(rows).toBe(0);
});
