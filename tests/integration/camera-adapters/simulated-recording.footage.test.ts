import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ContactContext } from '../../../camera-adapters/contract.ts';
import { recordPast } from '../../../camera-adapters/simulated/record-past.ts';
import { createSimulatedAdapter } from '../../../camera-adapters/simulated/simulated-adapter.ts';
import type { RecordedSegment } from '../../../domain/camera-contact.ts';
import type { SimulatedFaults, SimulatedSource } from '../../../domain/camera-source.ts';
import type { FfmpegBinary } from '../../../media/ffmpeg-path.ts';
import { testFfmpegs } from '../../support/media/test-ffmpegs.ts';
import { decodeGreyFrames } from '../../support/media/test-video.ts';
import { readBurntInClock } from '../../support/services/burnt-in-clock.ts';

let ffmpegs: { system: FfmpegBinary; packaged: FfmpegBinary };
let folder: string;
let controller: AbortController;

beforeAll(async () => {
  ffmpegs = await testFfmpegs();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-'));
  controller = new AbortController();
});

afterEach(async () => {
  controller.abort();
  await rm(folder, { recursive: true, force: true });
});

function source(faults: SimulatedFaults): SimulatedSource {
  return { kind: 'simulated', seed: 11, faults };
}

async function clocksIn(segment: RecordedSegment): Promise<(number | undefined)[]> {
  const frames = await decodeGreyFrames(ffmpegs.system.path, segment.filePath, 640, 360);
  return frames.map((frame) => readBurntInClock(frame.grey, frame.widthPx, frame.heightPx));
}

describe.each(['system', 'packaged'] as const)('recordPast with the %s ffmpeg', (which) => {
  const interval = { fromMs: Date.UTC(2026, 10, 22, 3, 0, 0), toMs: Date.UTC(2026, 10, 22, 3, 0, 25) };

  it("covers the interval without gap and shows the device's time in every frame", async () => {
    const segments: RecordedSegment[] = [];
    for await (const segment of recordPast({
      ffmpeg: ffmpegs[which],
      source: source({ clockOffsetMs: 45_000 }),
      interval,
      folder,
      segmentMs: 10_000,
      signal: controller.signal,
    }))
      segments.push(segment);

    expect(segments.map(({ trueFromMs, trueToMs }) => [trueFromMs - interval.fromMs, trueToMs - interval.fromMs])).toEqual([
      [0, 10_000],
      [10_000, 20_000],
      [20_000, 25_000],
    ]);
    for (const segment of segments) {
      const frameCount = (segment.trueToMs - segment.trueFromMs) / 500;
      expect(await clocksIn(segment)).toEqual(Array.from({ length: frameCount }, (_, index) => segment.trueFromMs + 45_000 + index * 500));
      expect(segment).toMatchObject({
        codec: 'h264',
        deviceTimeSource: 'clock_offset',
        deviceFromMs: segment.trueFromMs + 45_000,
        deviceToMs: segment.trueToMs + 45_000,
      });
    }
  });
});

describe('record of the simulated adapter', () => {
  function context(signal: AbortSignal): ContactContext {
    const network = { pin: () => Promise.reject(new Error('a simulated camera asked for the network')) };
    return { cameraId: 'c', signal, deadlineMs: 1000, network, now: () => Date.now() };
  }

  const request = () => ({ folder, segmentMs: 2000, stallMs: 20_000 });

  it('records as time goes by and ends normally with its last file when aborted', async () => {
    const adapter = createSimulatedAdapter({ ffmpeg: () => Promise.resolve(ffmpegs.system) });
    const startedAtMs = Date.now();
    const segments: RecordedSegment[] = [];
    for await (const segment of adapter.record(source({ clockOffsetMs: -3000 }), request(), context(controller.signal))) {
      segments.push(segment);
      controller.abort();
    }

    const [first, last] = [segments[0], segments.at(-1)];
    expect(first?.trueFromMs).toBeGreaterThanOrEqual(startedAtMs);
    expect(last?.trueToMs).toBeLessThanOrEqual(Date.now() + (last?.uncertaintyMs ?? 0));
    for (const segment of segments) {
      expect((await clocksIn(segment))[0]).toBe(segment.deviceFromMs);
      expect(segment.deviceFromMs).toBe(segment.trueFromMs - 3000);
    }
    expect((await readdir(folder)).map((name) => join(folder, name)).toSorted()).toEqual(segments.map((segment) => segment.filePath).toSorted());
  });

  it('rejects with stream_stalled when the machine slept, for nothing was recorded meanwhile', async () => {
    let offsetMs = 0;
    const adapter = createSimulatedAdapter({ ffmpeg: () => Promise.resolve(ffmpegs.system) });
    const recording = (async () => {
      for await (const _ of adapter.record(source({}), { ...request(), segmentMs: 1000 }, { ...context(controller.signal), now: () => Date.now() + offsetMs }))
        offsetMs = 3_600_000;
    })();
    await expect(recording).rejects.toMatchObject({ kind: 'timeout', code: 'stream_stalled' });
  });

  it('rejects as a dead camera or a refused sign-in does', async () => {
    const adapter = createSimulatedAdapter({ wait: () => Promise.resolve(), ffmpeg: () => Promise.resolve(ffmpegs.system) });
    const next = (faults: SimulatedFaults): Promise<unknown> =>
      adapter.record(source(faults), request(), context(controller.signal))[Symbol.asyncIterator]().next();
    await expect(next({ dead: true })).rejects.toMatchObject({ code: 'camera_timeout' });
    await expect(next({ authFails: true })).rejects.toMatchObject({ code: 'auth_failed' });
  });
});
