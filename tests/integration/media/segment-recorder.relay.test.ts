import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FfmpegBinary } from '../../../media/ffmpeg-path.ts';
import { recordSegments, type FinishedSegment, type SegmentRecording } from '../../../media/segment-recorder.ts';
import { serveStream, type StreamServer } from '../../support/media/stream-server.ts';
import { testFfmpegs } from '../../support/media/test-ffmpegs.ts';
import { makeTestVideo } from '../../support/media/test-video.ts';

const STALL_MS = 1000;
let ffmpegs: { system: FfmpegBinary; packaged: FfmpegBinary };
let video: Uint8Array;
let folder: string;
let server: StreamServer;
let controller: AbortController;

beforeAll(async () => {
  ffmpegs = await testFfmpegs();
  video = await makeTestVideo(ffmpegs.system.path, { seconds: 8, framesPerSecond: 10, framesPerGroup: 10 });
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-'));
  server = await serveStream(video);
  controller = new AbortController();
});

afterEach(async () => {
  controller.abort();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** @param stallMs long where no stall is meant. */
function recording(ffmpeg: FfmpegBinary, end?: () => void, stallMs = 30_000): SegmentRecording {
  const input = { url: server.url, demuxer: 'mpegts', protocols: ['tcp'] as const, ...(end === undefined ? {} : { end }) };
  return { ffmpeg, input, folder, segmentMs: 2000, stallMs, firstMediaMs: 30_000, signal: controller.signal };
}

async function collect(source: AsyncIterable<FinishedSegment>, into: FinishedSegment[] = []): Promise<FinishedSegment[]> {
  for await (const segment of source) into.push(segment);
  return into;
}

describe.each(['system', 'packaged'] as const)('recordSegments from a relay with the %s ffmpeg', (which) => {
  it('saves the unfinished file of a silent stream when the relay can be ended', async () => {
    const segments: FinishedSegment[] = [];

    const stalling = recording(ffmpegs[which], server.endConnections, STALL_MS);
    await expect(collect(recordSegments(stalling), segments)).rejects.toMatchObject({ code: 'stream_stalled' });
    // The MPEG-TS demuxer keeps back one frame until it sees the next.
    expect(segments.map((segment) => segment.frameCount)).toEqual([20, 20, 20, expect.toBeOneOf([19, 20])]);
  });

  it('ends even when neither the stream nor the relay ends', async () => {
    const segments: FinishedSegment[] = [];

    await expect(collect(recordSegments(recording(ffmpegs[which], undefined, STALL_MS)), segments)).rejects.toMatchObject({ code: 'stream_stalled' });
    expect(segments.length).toBeGreaterThanOrEqual(3);
  });

  it('rejects with stream_ended when the far end ends the stream', async () => {
    const segments: FinishedSegment[] = [];
    const reading = (async () => {
      for await (const segment of recordSegments(recording(ffmpegs[which]))) {
        segments.push(segment);
        if (segments.length === 1) server.endConnections();
      }
    })();

    await expect(reading).rejects.toMatchObject({ kind: 'camera', code: 'stream_ended' });
    expect(segments.map((segment) => segment.frameCount)).toEqual([20, 20, 20, 20]);
  });

  it('ends normally with a last whole file when aborted', async () => {
    const segments: FinishedSegment[] = [];
    for await (const segment of recordSegments(recording(ffmpegs[which], server.endConnections))) {
      segments.push(segment);
      controller.abort();
    }
    expect(segments.length).toBeGreaterThanOrEqual(1);
    expect(segments.every((segment) => segment.frameCount > 0)).toBe(true);
  });
});
