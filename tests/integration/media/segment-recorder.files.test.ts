import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FfmpegBinary } from '../../../media/ffmpeg-path.ts';
import { recordSegments, type FinishedSegment, type SegmentRecording } from '../../../media/segment-recorder.ts';
import { byteSource } from '../../support/media/byte-source.ts';
import { testFfmpegs } from '../../support/media/test-ffmpegs.ts';
import { decodeFile, makeTestVideo } from '../../support/media/test-video.ts';

const FRAME_MS = 100;
let ffmpegs: { system: FfmpegBinary; packaged: FfmpegBinary };
/** 12 s at 10 frames a second, a keyframe each second, two B-frames between. */
let video: Uint8Array;
let folder: string;
let controller: AbortController;

beforeAll(async () => {
  ffmpegs = await testFfmpegs();
  video = await makeTestVideo(ffmpegs.system.path, { seconds: 12, framesPerSecond: 10, framesPerGroup: 10, bFrames: 2 });
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho %d '));
  controller = new AbortController();
});

afterEach(async () => {
  controller.abort();
  await rm(folder, { recursive: true, force: true });
});

function recording(ffmpeg: FfmpegBinary, stdin: AsyncIterable<Uint8Array>, more: Partial<SegmentRecording> = {}): SegmentRecording {
  return {
    ffmpeg,
    input: { url: 'pipe:0', demuxer: 'mpegts', protocols: ['pipe'], stdin },
    folder,
    segmentMs: 3000,
    stallMs: 5000,
    signal: controller.signal,
    ...more,
  };
}

async function collect(source: AsyncIterable<FinishedSegment>, into: FinishedSegment[] = []): Promise<FinishedSegment[]> {
  for await (const segment of source) into.push(segment);
  return into;
}

describe.each(['system', 'packaged'] as const)('recordSegments with the %s ffmpeg', (which) => {
  it("cuts at keyframes and keeps the input's timestamps without gap or overlap", async () => {
    const segments = await collect(recordSegments(recording(ffmpegs[which], byteSource(video))));

    expect(segments.map((segment) => segment.frameCount)).toEqual([30, 30, 30, 30]);
    // Two B-frames delay the first picture by two frames.
    expect(segments[0]?.startPtsMs).toBeCloseTo(2 * FRAME_MS, 3);
    for (const [index, segment] of segments.entries()) {
      expect(segment.endPtsMs - segment.startPtsMs).toBeCloseTo(3000, 3);
      if (index > 0) expect(segment.startPtsMs).toBeCloseTo(segments[index - 1]?.endPtsMs ?? NaN, 3);
    }
  });

  it('makes files that each decode on their own', async () => {
    const segments = await collect(recordSegments(recording(ffmpegs[which], byteSource(video))));

    for (const segment of segments) {
      expect(segment).toMatchObject({ codec: 'h264', widthPx: 320, heightPx: 180 });
      await expect(decodeFile(ffmpegs.system.path, segment.filePath)).resolves.toEqual({ frameCount: segment.frameCount, complaints: '' });
    }
  });

  it('tells the true start when it joins in the middle of a group of pictures', async () => {
    // Behind the first keyframe: nothing can be shown before the second one, at 1.2 s.
    const joined = video.subarray(188 * 20);
    const [first] = await collect(recordSegments(recording(ffmpegs[which], byteSource(joined))));

    expect(first?.startPtsMs).toBeCloseTo(1000 + 2 * FRAME_MS, 3);
    expect(first?.endPtsMs).toBeCloseTo(3000 + 2 * FRAME_MS, 3);
    expect(first?.frameCount).toBe(20);
  });

  it('yields what came before a stall and then rejects with stream_stalled', async () => {
    const segments: FinishedSegment[] = [];
    const stalling = recording(ffmpegs[which], byteSource(video, controller.signal), { stallMs: 2000, firstMediaMs: 30_000 });

    await expect(collect(recordSegments(stalling), segments)).rejects.toMatchObject({ kind: 'timeout', code: 'stream_stalled' });
    expect(segments.reduce((sum, segment) => sum + segment.frameCount, 0)).toBe(120);
  });

  it('ends normally with the unfinished file when aborted', async () => {
    const segments: FinishedSegment[] = [];
    for await (const segment of recordSegments(recording(ffmpegs[which], byteSource(video, controller.signal)))) {
      segments.push(segment);
      if (segments.length === 3) controller.abort();
    }
    expect(segments.map((segment) => segment.frameCount)).toEqual([30, 30, 30, 30]);
  });

  it('leaves no file behind but those it yielded when the caller stops early', async () => {
    const yielded: string[] = [];
    for await (const segment of recordSegments(recording(ffmpegs[which], byteSource(video, controller.signal)))) {
      yielded.push(segment.filePath);
      break;
    }
    expect((await readdir(folder)).map((name) => join(folder, name))).toEqual(yielded);
  });

  it('rejects with bad_answer or no_video when the input is not the announced format', async () => {
    const page = new TextEncoder().encode('<html>401 Unauthorized</html>'.repeat(200));
    await expect(collect(recordSegments(recording(ffmpegs[which], byteSource(page))))).rejects.toMatchObject({
      kind: 'camera',
      code: expect.stringMatching(/^(bad_answer|no_video)$/),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('rejects with no_video when the input ends without a byte', async () => {
    await expect(collect(recordSegments(recording(ffmpegs[which], byteSource(new Uint8Array()))))).rejects.toMatchObject({
      kind: 'camera',
      code: expect.stringMatching(/^(bad_answer|no_video)$/),
    });
  });

  it('does not start when it was aborted before', async () => {
    controller.abort();
    expect(await collect(recordSegments(recording(ffmpegs[which], byteSource(video))))).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });
});
