import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FfmpegInput } from '../../../media/ffmpeg-input.ts';
import type { FfmpegBinary } from '../../../media/ffmpeg-path.ts';
import { checkJpeg } from '../../../media/jpeg-check.ts';
import { takeKeyframe } from '../../../media/keyframe-snapshot.ts';
import { byteSource } from '../../support/media/byte-source.ts';
import { serveStream } from '../../support/media/stream-server.ts';
import { testFfmpegs } from '../../support/media/test-ffmpegs.ts';
import { makeTestVideo } from '../../support/media/test-video.ts';

let ffmpegs: { system: FfmpegBinary; packaged: FfmpegBinary };
/** Bare H.264, as behind an RTP depacketiser. */
let video: Uint8Array;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  ffmpegs = await testFfmpegs();
  video = await makeTestVideo(ffmpegs.system.path, { seconds: 3, framesPerSecond: 10, framesPerGroup: 10, format: 'h264' });
});

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function piped(stdin: AsyncIterable<Uint8Array>): FfmpegInput {
  return { url: 'pipe:0', demuxer: 'h264', protocols: ['pipe'], stdin };
}

async function silentServer(): Promise<FfmpegInput> {
  const server = await serveStream(new Uint8Array());
  closers.push(server.close);
  return { url: server.url, demuxer: 'mpegts', protocols: ['tcp'] };
}

describe.each(['system', 'packaged'] as const)('takeKeyframe with the %s ffmpeg', (which) => {
  const signal = new AbortController().signal;

  it("returns a whole JPEG of the stream's size", async () => {
    const jpeg = await takeKeyframe({ ffmpeg: ffmpegs[which], input: piped(byteSource(video)), signal, deadlineMs: 10_000 });
    expect(checkJpeg(jpeg)).toEqual({ widthPx: 320, heightPx: 180 });
  });

  it('returns the picture although the stream stays open', async () => {
    const open = new AbortController();
    const jpeg = await takeKeyframe({ ffmpeg: ffmpegs[which], input: piped(byteSource(video, open.signal)), signal, deadlineMs: 10_000 });
    open.abort();
    expect(checkJpeg(jpeg).widthPx).toBe(320);
  });

  it('rejects with camera_timeout when nothing comes', async () => {
    await expect(takeKeyframe({ ffmpeg: ffmpegs[which], input: await silentServer(), signal, deadlineMs: 300 })).rejects.toMatchObject({
      kind: 'timeout',
      code: 'camera_timeout',
    });
  });

  it('rejects as cancelled, and soon, when aborted while it waits', async () => {
    const controller = new AbortController();
    const input = await silentServer();
    const taking = takeKeyframe({ ffmpeg: ffmpegs[which], input: { ...input, args: [] }, signal: controller.signal, deadlineMs: 60_000 });
    controller.abort();
    await expect(taking).rejects.toMatchObject({ kind: 'cancelled', code: 'contact_cancelled' });
  });

  it('rejects with no_video or bad_answer for what is no video', async () => {
    const page = new TextEncoder().encode('<html>401 Unauthorized</html>'.repeat(200));
    await expect(takeKeyframe({ ffmpeg: ffmpegs[which], input: piped(byteSource(page)), signal, deadlineMs: 10_000 })).rejects.toMatchObject({
      kind: 'camera',
      code: expect.stringMatching(/^(no_video|bad_answer)$/),
    });
  });
});
