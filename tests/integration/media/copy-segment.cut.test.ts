import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watermarkText } from '../../../domain/media/watermark-text.ts';
import { copyPicture } from '../../../media/copies/copy-picture.ts';
import { copySegment } from '../../../media/copies/copy-segment.ts';
import type { FfmpegBinary } from '../../../media/ffmpeg-path.ts';
import type { ContainerKind } from '../../../media/handin/container-kind.ts';
import { GREY_FPS, makeGreyVideo, readGreyFrames } from '../../support/media/grey-video.ts';
import { testFfmpegs } from '../../support/media/test-ffmpegs.ts';

const FRAME_MS = 1000 / GREY_FPS;
const trueFromMs = Date.parse('2026-11-27T01:00:00Z');
/** What people are called may look like a filter's own words. */
const text = watermarkText({
  displayName: `Nguyễn Văn "Đ:ức", [x];'%{pts}\\`,
  username: 'officer',
  organisationName: 'Công an phường Một',
  caseNumber: 'VV-2026-0001',
  requestId: '01a21c1b-4feb-72d5-a51c-1e1fee7e9e3f',
  uncertaintyMs: 900,
});
let ffmpegs: Record<'system' | 'packaged', FfmpegBinary>;
let folder: string;

const signal = new AbortController().signal;
const copy = async (ffmpeg: FfmpegBinary, filePath: string, container: ContainerKind, startMs: number, lengthMs: number) => {
  const outputPath = join(folder, `copy of ${startMs},[${lengthMs}];it's:${container}.mp4`);
  const marks = await copySegment({
    ffmpeg,
    filePath,
    container,
    cut: { startMs, lengthMs },
    watermark: { text, trueFromMs, masks: [] },
    outputPath,
    timeLimitMs: 60_000,
    signal,
  });
  return { outputPath, marks, frames: await readGreyFrames(ffmpegs.system.path, outputPath) };
};

beforeAll(async () => {
  ffmpegs = await testFfmpegs();
  folder = await mkdtemp(join(tmpdir(), 'matpho-copies-'));
  await makeGreyVideo(ffmpegs.system.path, join(folder, 'source.mp4'), 6);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a copy for watching', () => {
  it.each([
    ['between key frames', 1300, 2000],
    ['from the beginning', 0, 700],
    ['to the end', 4_500, 1500],
    ['of a single picture', 2_000, FRAME_MS],
  ])('has no picture outside its window, and all within: %s', async (_name, startMs, lengthMs) => {
    const { frames } = await copy(ffmpegs.system, join(folder, 'source.mp4'), 'mp4', startMs, lengthMs);
    expect(frames).toEqual(Array.from({ length: lengthMs / FRAME_MS }, (_, n) => startMs / FRAME_MS + n));
  });

  it('is the same by the ffmpeg of last resort', async () => {
    const { frames } = await copy(ffmpegs.packaged, join(folder, 'source.mp4'), 'mp4', 1300, 1000);
    expect(frames).toEqual([13, 14, 15, 16, 17, 18, 19, 20, 21, 22]);
  });

  it.each([
    ['mpegts', 'ts', ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '4', '-pix_fmt', 'yuv420p', '-bf', '2']],
    ['matroska', 'mkv', ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '4', '-pix_fmt', 'yuv420p', '-bf', '2']],
    ['avi', 'avi', ['-c:v', 'mjpeg', '-q:v', '2']],
  ] as const)('of a file in %s has none outside either', async (container, ending, args) => {
    const filePath = join(folder, `other.${ending}`);
    await makeGreyVideo(ffmpegs.system.path, filePath, 6, { framesPerGroup: 25, args });
    const { frames } = await copy(ffmpegs.system, filePath, container, 1300, 2000);
    expect(frames.length).toBeGreaterThan(17);
    expect(Math.min(...frames)).toBeGreaterThanOrEqual(13);
    expect(Math.max(...frames)).toBeLessThanOrEqual(32);
  });

  it('says from which byte on it shows what, second by second', async () => {
    const { marks, outputPath } = await copy(ffmpegs.system, join(folder, 'source.mp4'), 'mp4', 1300, 3500);
    expect(marks.map(({ ms }) => ms)).toEqual([0, 1000, 2000, 3000]);
    const bytes = await readFile(outputPath);
    for (const { byte } of marks) expect(bytes.toString('latin1', byte + 4, byte + 8)).toBe('moof');
  });

  it('without a picture in its window is refused, and nothing is left beside it', async () => {
    await expect(copy(ffmpegs.system, join(folder, 'source.mp4'), 'mp4', 5_950, 30)).rejects.toMatchObject({ code: 'segment_broken' });
    expect((await readdir(folder)).filter((name) => name.endsWith('.text'))).toEqual([]);
  });

  it('carries a watermark that covers a part of every picture', async () => {
    const { outputPath } = await copy(ffmpegs.system, join(folder, 'source.mp4'), 'mp4', 4_000, 500);
    const { decodeGreyFrames } = await import('../../support/media/test-video.ts');
    for (const { grey } of await decodeGreyFrames(ffmpegs.system.path, outputPath, 320, 180)) {
      const corner = grey.subarray(320 * 130);
      // dark ground and white letters on a picture of one brightness
      expect(Math.min(...corner)).toBeLessThan(90);
      expect(Math.max(...corner)).toBeGreaterThan(230);
    }
  });
});

describe('a copy of a picture', () => {
  it.each(['system', 'packaged'] as const)('carries it as well (%s)', async (which) => {
    const jpeg = join(folder, 'picture.jpg');
    await makeGreyVideo(ffmpegs.system.path, jpeg, 0.1, { args: ['-frames:v', '1'] });
    const bytes = await copyPicture({
      ffmpeg: ffmpegs[which],
      source: createReadStream(jpeg),
      watermark: { text, trueFromMs, masks: [] },
      workFolder: join(folder, 'work'),
      signal,
    });
    expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    const { default: sharp } = await import('sharp');
    const { data, info } = await sharp(bytes).grayscale().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([320, 180]);
    expect(Math.max(...data.subarray(320 * 130))).toBeGreaterThan(230);
  });
});
