import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TestContext } from 'vitest';
import { superviseRecording } from '../../../camera-adapters/supervise.ts';
import { systemSupervisorClock } from '../../../camera-adapters/supervisor-clock.ts';
import type { AppError } from '../../../domain/app-error.ts';
import type { RecordedSegment } from '../../../domain/camera-contact.ts';
import { readingOffsetMs } from '../../../domain/clock-reading.ts';
import type { TimeInterval } from '../../../domain/time-interval.ts';
import { failureOf, rtspContact } from '../../support/camera-adapters/rtsp-contact.ts';
import { decodeFile, decodeGreyFrames } from '../../support/media/test-video.ts';
import { readBurntInClock } from '../../support/services/burnt-in-clock.ts';
import { startRtspServer } from '../../support/services/rtsp-server.ts';
import type { RtspServer } from '../../support/services/rtsp-server.ts';
import type { RtspServerOptions } from '../../support/services/rtsp-server-options.ts';

const CREDENTIALS = { username: 'admin', password: 'Th0n.5-xyz' } as const;
const FRAME_MS = 1_000 / 12;
const REQUEST = { segmentMs: 2_000, stallMs: 20_000 } as const;

/** A camera and a folder for one test. */
interface Place {
  readonly camera: RtspServer;
  readonly folder: string;
}

async function place(test: Pick<TestContext, 'onTestFinished'>, options: RtspServerOptions = {}): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-'));
  test.onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const camera = await startRtspServer({ auth: 'digest', ...CREDENTIALS, ...options });
  test.onTestFinished(() => camera.stop());
  return { camera, folder };
}

/** Records until `count` segments are there, then ends as the supervisor would; what comes at the end is among them. */
async function recordSome({ camera, folder }: Place, count: number, transport: 'tcp' | 'udp' = 'tcp'): Promise<RecordedSegment[]> {
  const controller = new AbortController();
  const { adapter, source, context: contact } = await rtspContact(camera.url, { credentials: CREDENTIALS, transport, signal: controller.signal });
  const segments: RecordedSegment[] = [];
  for await (const segment of adapter.record(source, { folder, ...REQUEST }, contact)) {
    segments.push(segment);
    if (segments.length === count) controller.abort();
  }
  return segments;
}

async function bytesIn(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function clocksIn(segment: RecordedSegment): Promise<number[]> {
  const frames = await decodeGreyFrames('ffmpeg', segment.filePath, 640, 360);
  return frames.map(({ grey, widthPx, heightPx }) => readBurntInClock(grey, widthPx, heightPx) ?? NaN);
}

const CAMERAS: readonly (readonly [codec: 'h264' | 'h265', transport: 'tcp' | 'udp', deviceClockOffsetMs: number])[] = [
  ['h264', 'tcp', 0],
  ['h264', 'udp', 61_000],
  ['h265', 'tcp', -3_600_000],
];

// one after the other: how long a segment is said to be is compared with pictures that a camera takes by the clock
describe("a recording is playable, without gap, and dated right by our clock and by the camera's", () => {
  test.for(CAMERAS)('%s over %s, clock %i ms ahead', async ([codec, transport, deviceClockOffsetMs], context) => {
    const segments = await recordSome(await place(context, { codec, deviceClockOffsetMs }), 4, transport);
    expect(segments.length).toBeGreaterThanOrEqual(4);
    let lastShownMs: number | undefined;
    for (const [index, segment] of segments.entries()) {
      expect(segment).toMatchObject({ codec });
      expect((await decodeFile('ffmpeg', segment.filePath)).complaints).toBe('');
      const shown = await clocksIn(segment);
      const firstShownMs = shown[0] ?? NaN;
      expect(Math.abs(segment.trueFromMs - (firstShownMs - deviceClockOffsetMs))).toBeLessThanOrEqual(segment.uncertaintyMs);
      expect(Math.abs(segment.trueToMs - segment.trueFromMs - shown.length * FRAME_MS)).toBeLessThan(2 * FRAME_MS);
      // no picture is lost between files
      if (lastShownMs !== undefined) expect(firstShownMs - lastShownMs).toBeLessThan(1.9 * FRAME_MS);
      lastShownMs = shown.at(-1);
      const before = segments[index - 1];
      if (before !== undefined) expect(Math.abs(segment.trueFromMs - before.trueToMs)).toBeLessThan(2 * FRAME_MS);
    }
    const last = segments.at(-1);
    expect(last).toMatchObject({ deviceTimeSource: 'rtcp_sender_report', clock: { method: 'rtcp' } });
    const reading = last?.clock;
    if (reading !== undefined) expect(Math.abs(readingOffsetMs(reading) - deviceClockOffsetMs)).toBeLessThanOrEqual(reading.uncertaintyMs);
    const [shownFirst = NaN] = last === undefined ? [] : await clocksIn(last);
    expect(Math.abs((last?.deviceFromMs ?? NaN) - shownFirst)).toBeLessThan(100);
  });
});

describe.concurrent('a recording', () => {
  test('begins at a keyframe though we join between two', async (context) => {
    // keyframes 4 s apart: the first picture of the file is one all the same, decodable without complaint
    const [first] = await recordSome(await place(context, { keyframeIntervalFrames: 48 }), 1);
    expect(first).toBeDefined();
    if (first === undefined) return;
    expect((await decodeFile('ffmpeg', first.filePath)).complaints).toBe('');
    expect((await clocksIn(first)).every((shownMs) => Number.isFinite(shownMs))).toBe(true);
  });

  test('ends when the camera stands still, after all that came before', async (context) => {
    const { camera, folder } = await place(context);
    const { adapter, source, context: contact } = await rtspContact(camera.url, { credentials: CREDENTIALS });
    const recording = adapter.record(source, { folder, segmentMs: 2_000, stallMs: 4_000 }, contact)[Symbol.asyncIterator]();
    const first = await recording.next();
    expect(first.done).toBe(false);
    await camera.stall();
    const error = await failureOf(
      (async () => {
        while ((await recording.next()).done !== true);
      })(),
    );
    expect(error).toMatchObject({ kind: 'timeout', code: 'stream_stalled' });
    await context.expect.poll(async () => (await camera.stats()).connectedClients).toBe(0);
  });

  test('ends when the camera hangs up, and keeps the file in work', async (context) => {
    const { camera, folder } = await place(context);
    const { adapter, source, context: contact } = await rtspContact(camera.url, { credentials: CREDENTIALS });
    const segments: RecordedSegment[] = [];
    const error = await failureOf(
      (async () => {
        for await (const segment of adapter.record(source, { folder, ...REQUEST, segmentMs: 60_000 }, contact)) segments.push(segment);
      })(),
      async () => {
        // a part is written when the next keyframe comes: from then on the file in work holds a second of pictures
        await context.expect.poll(() => bytesIn(folder)).toBeGreaterThan(10_000);
        await camera.dropConnections();
      },
    );
    expect(error).toMatchObject({ kind: 'camera', code: 'stream_ended' });
    expect(segments).toHaveLength(1);
    expect(await readdir(folder)).toHaveLength(1);
    for (const segment of segments) expect((await decodeFile('ffmpeg', segment.filePath)).frameCount).toBeGreaterThan(5);
  });

  test('leaves nothing behind when whoever asked for it walks away', async (context) => {
    const { camera, folder } = await place(context);
    const { adapter, source, context: contact } = await rtspContact(camera.url, { credentials: CREDENTIALS });
    for await (const segment of adapter.record(source, { folder, ...REQUEST }, contact)) {
      expect(segment.byteLength).toBeGreaterThan(0);
      break;
    }
    expect(await readdir(folder)).toHaveLength(1);
    await context.expect.poll(async () => (await camera.stats()).connectedClients).toBe(0);
  });

  test('under supervision goes on after the camera hung up, and the gap is told', async (context) => {
    const { camera, folder } = await place(context);
    const controller = new AbortController();
    const { adapter, source, context: contact } = await rtspContact(camera.url, { credentials: CREDENTIALS, signal: controller.signal });
    const segments: RecordedSegment[] = [];
    const errors: AppError[] = [];
    const gaps: TimeInterval[] = [];
    await superviseRecording({
      start: () => adapter.record(source, { folder, ...REQUEST }, contact),
      onSegment: async (segment) => {
        segments.push(segment);
        if (segments.length === 1) await camera.dropConnections();
        else if (errors.length > 0 && gaps.length > 0) controller.abort();
      },
      onError: (error) => errors.push(error),
      onGap: (gap) => gaps.push(gap),
      signal: controller.signal,
      clock: systemSupervisorClock,
      random: () => 0.5,
    });
    expect(errors.map(({ code }) => code)).toEqual(['stream_ended']);
    expect(gaps).toHaveLength(1);
    const behindGap = segments.find(({ trueFromMs }) => trueFromMs === gaps[0]?.toMs);
    const beforeGap = segments.find(({ trueToMs }) => trueToMs === gaps[0]?.fromMs);
    expect([behindGap, beforeGap]).not.toContain(undefined);
  });
});
