import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TestContext } from 'vitest';
import { createOnvifAdapter } from '../../../camera-adapters/onvif/onvif-adapter.ts';
import { superviseRecording } from '../../../camera-adapters/supervise.ts';
import { systemSupervisorClock } from '../../../camera-adapters/supervisor-clock.ts';
import { AppError, isAppError } from '../../../domain/app-error.ts';
import type { RecordedSegment } from '../../../domain/camera-contact.ts';
import type { TimeInterval } from '../../../domain/time-interval.ts';
import { failureOf, rtspContact } from '../../support/camera-adapters/rtsp-contact.ts';
import { decodeFile } from '../../support/media/test-video.ts';
import { startFaultyLink, type FaultyLink, type LinkFault } from '../../support/network/faulty-link.ts';
import { startOnvifDevice, type OnvifDevice } from '../../support/onvif-device/start-onvif-device.ts';
import { startRtspServer, type RtspServer } from '../../support/services/rtsp-server.ts';

const CREDENTIALS = { username: 'admin', password: 'Th0n.5-xyz' } as const;
/** A machine that is busy with other tests makes pauses of seconds, and those are not what is tested. */
const REQUEST = { segmentMs: 1_000, stallMs: 20_000 } as const;
/** What a contact over a bad line may end with: it says something about the camera or its line, never about us. */
const LINE_ERRORS = [
  'camera_timeout',
  'camera_unreachable',
  'connection_refused',
  'bad_answer',
  'snapshot_broken',
  'no_video',
  'stream_ended',
  'stream_stalled',
];

let camera: RtspServer;
let device: OnvifDevice;
let streamLink: FaultyLink;
let deviceLink: FaultyLink;

beforeAll(async () => {
  camera = await startRtspServer({ auth: 'digest', ...CREDENTIALS, keyframeIntervalFrames: 6 });
  streamLink = await startFaultyLink(camera.port);
  device = await startOnvifDevice({ credentials: CREDENTIALS, streamUri: `rtsp://127.0.0.1:${streamLink.port}/live` });
  deviceLink = await startFaultyLink(device.port);
});
afterAll(async () => {
  await Promise.all([streamLink.stop(), deviceLink.stop()]);
  await Promise.all([camera.stop(), device.stop()]);
});
beforeEach(() => setBoth({ kind: 'none' }));

async function setBoth(fault: LinkFault): Promise<void> {
  await Promise.all([streamLink.set(fault), deviceLink.set(fault)]);
}

const rtsp = (overrides: Parameters<typeof rtspContact>[1] = {}) =>
  rtspContact(`rtsp://127.0.0.1:${streamLink.port}/live`, { credentials: CREDENTIALS, ...overrides });

async function onvif(deadlineMs: number) {
  const { adapter, context } = await rtsp({ deadlineMs });
  return {
    adapter: createOnvifAdapter({ rtsp: adapter }),
    source: { kind: 'onvif', url: `http://127.0.0.1:${deviceLink.port}/onvif/device_service` } as const,
    context,
  };
}

async function folder({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'matpho-link-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

/** All contacts of both adapters, each with its own deadline. */
async function everyContact(deadlineMs: number): Promise<Record<string, Promise<unknown>>> {
  const [stream, questions] = [await rtsp({ deadlineMs }), await onvif(deadlineMs)];
  return {
    'rtsp ping': stream.adapter.ping(stream.source, stream.context),
    'rtsp probe': stream.adapter.probe(stream.source, stream.context),
    'rtsp picture': stream.adapter.snapshot(stream.source, stream.context),
    'onvif ping': questions.adapter.ping(questions.source, questions.context),
    'onvif probe': questions.adapter.probe(questions.source, questions.context),
    'onvif picture': questions.adapter.snapshot(questions.source, questions.context),
  };
}

/** How each contact ended and how long it took, in milliseconds. */
async function outcomes(deadlineMs: number): Promise<{ name: string; code: string; tookMs: number }[]> {
  const startedAt = performance.now();
  return Promise.all(
    Object.entries(await everyContact(deadlineMs)).map(async ([name, contact]) => {
      const code = await contact.then(
        () => 'ok',
        (error: unknown) => (error instanceof AppError ? error.code : `not an AppError: ${String(error)}`),
      );
      return { name, code, tookMs: performance.now() - startedAt };
    }),
  );
}

async function expectLeft(): Promise<void> {
  await setBoth({ kind: 'none' });
  await expect.poll(() => [streamLink.openConnections, deviceLink.openConnections]).toEqual([0, 0]);
}

describe('contacts', () => {
  test('go through a line with 150 ms of latency, and the round trip tells it', async () => {
    await setBoth({ kind: 'latency', ms: 150 });
    expect((await outcomes(30_000)).filter(({ code }) => code !== 'ok')).toEqual([]);
    const { adapter, source, context } = await rtsp();
    expect((await adapter.ping(source, context)).roundTripMs).toBeGreaterThanOrEqual(290);
    await expectLeft();
  });

  test.each<LinkFault>([{ kind: 'half_open' }, { kind: 'slow', pieceBytes: 1, everyMs: 40 }])(
    'end at their deadline on a line that is $kind',
    async (fault) => {
      await setBoth(fault);
      const ended = await outcomes(1_500);
      expect(ended.filter(({ code, tookMs }) => code !== 'camera_timeout' || tookMs > 10_000)).toEqual([]);
      await expectLeft();
    },
  );

  test('end at once where nothing listens any more', async () => {
    await setBoth({ kind: 'refused' });
    expect((await outcomes(5_000)).filter(({ code, tookMs }) => code !== 'connection_refused' || tookMs > 4_500)).toEqual([]);
  });

  test.each(['cut', 'reset'] as const)('that are %s at any moment end with a word about the camera, and leave nothing', async (how) => {
    for (let round = 0; round < 4; round++) {
      const ending = outcomes(4_000);
      await delay(round * 90);
      for (const link of [streamLink, deviceLink]) link[how]();
      expect((await ending).filter(({ code }) => code !== 'ok' && !LINE_ERRORS.includes(code))).toEqual([]);
    }
    await expectLeft();
    expect((await outcomes(10_000)).filter(({ code }) => code !== 'ok')).toEqual([]);
  });
});

describe.concurrent('a recording', () => {
  // of its own: a camera whose last viewer vanished may keep the next one waiting
  async function ownCamera({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
    const own = await startRtspServer({ auth: 'digest', ...CREDENTIALS, keyframeIntervalFrames: 6 });
    onTestFinished(() => own.stop());
    const link = await startFaultyLink(own.port);
    onTestFinished(() => link.stop());
    return { link, ...(await rtspContact(`rtsp://127.0.0.1:${link.port}/live`, { credentials: CREDENTIALS })) };
  }

  /** Records until something ends it; `onSegment` hears of each. */
  async function record(
    test: TestContext,
    onSegment: (count: number, link: FaultyLink) => void,
    request: { readonly stallMs?: number } = {},
  ): Promise<{ segments: RecordedSegment[]; error: AppError; left: string[] }> {
    const place = await folder(test);
    const { adapter, source, context, link } = await ownCamera(test);
    const segments: RecordedSegment[] = [];
    const error = await failureOf(
      (async () => {
        for await (const segment of adapter.record(source, { folder: place, ...REQUEST, ...request }, context)) onSegment(segments.push(segment), link);
      })(),
    );
    for (const segment of segments) await decodeFile('ffmpeg', segment.filePath);
    await test.expect.poll(() => link.openConnections).toBe(0);
    const known = new Set(segments.map(({ filePath }) => filePath));
    return { segments, error, left: (await readdir(place)).filter((name) => !known.has(join(place, name))) };
  }

  test.for([
    ['half-open', 'stream_stalled', (link: FaultyLink) => link.set({ kind: 'half_open' })],
    ['cut', 'stream_ended', async (link: FaultyLink) => link.cut()],
    ['reset', 'stream_ended', async (link: FaultyLink) => link.reset()],
  ] as const)('over a line that is %s keeps what came before, whole, and ends as %s', async ([_how, code, breakLine], context) => {
    const { segments, error, left } = await record(
      context,
      (count, link) => void (count === 2 && breakLine(link)),
      code === 'stream_stalled' ? { stallMs: 5_000 } : {},
    );
    expect(error.code).toBe(code);
    expect(segments.length).toBeGreaterThanOrEqual(2);
    expect(left).toEqual([]);
  });

  test('over a line too narrow for it goes on or ends, and never dates a picture wrongly', async (context) => {
    const startedAtMs = Date.now();
    const { segments, error } = await record(context, (count, link) => void (count === 2 && link.set({ kind: 'slow', pieceBytes: 1_000, everyMs: 100 })), {
      stallMs: 2_000,
    });
    expect(LINE_ERRORS).toContain(error.code);
    for (const segment of segments) {
      expect(segment.trueFromMs).toBeGreaterThan(startedAtMs - 2_000);
      expect(segment.trueToMs).toBeLessThanOrEqual(Date.now());
    }
  });

  test('over a flapping line goes on by itself: one connection at a time, no overlap, every gap told', async (test) => {
    const place = await folder(test);
    const { adapter, source, context, link } = await ownCamera(test);
    const ending = new AbortController();
    const segments: RecordedSegment[] = [];
    const gaps: TimeInterval[] = [];
    const failures: AppError[] = [];
    let connectionsAtOnce = 0;
    const watch = setInterval(() => (connectionsAtOnce = Math.max(connectionsAtOnce, link.openConnections)), 20);
    const supervised = superviseRecording({
      start: (signal) => adapter.record(source, { folder: place, ...REQUEST, stallMs: 2_000 }, { ...context, signal }),
      onSegment: (segment) => void segments.push(segment),
      onError: (error) => void failures.push(error),
      onGap: (gap) => void gaps.push(gap),
      signal: ending.signal,
      clock: systemSupervisorClock,
      random: () => 0.5,
      policy: { firstMs: 200, mostMs: 400, hopelessMs: 60_000, stableMs: 60_000 },
    });
    for (const fault of ['refused', 'half_open', 'refused'] as const) {
      const before = segments.length;
      await test.expect.poll(() => segments.length).toBeGreaterThan(before);
      const failed = failures.length;
      await link.set({ kind: fault });
      // noticed, and where somebody is there to refuse tried in vain once more
      await test.expect.poll(() => failures.length).toBeGreaterThan(fault === 'half_open' ? failed : failed + 1);
      await link.set({ kind: 'none' });
    }
    const before = segments.length;
    await test.expect.poll(() => segments.length).toBeGreaterThan(before + 1);
    ending.abort();
    await supervised;
    clearInterval(watch);
    expect(failures.filter(({ code }) => !LINE_ERRORS.includes(code))).toEqual([]);
    expect(failures.some((error) => isAppError(error, 'auth_failed'))).toBe(false);
    expect(connectionsAtOnce).toBe(1);
    for (const [index, segment] of segments.slice(1).entries())
      expect(segment.trueFromMs - segments[index]!.trueToMs).toBeGreaterThan(-segment.uncertaintyMs - segments[index]!.uncertaintyMs);
    expect(gaps.length).toBeGreaterThanOrEqual(3);
    await test.expect.poll(() => link.openConnections).toBe(0);
  });
});
