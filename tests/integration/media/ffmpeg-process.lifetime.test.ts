import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { ffmpegFailure } from '../../../media/ffmpeg-failure.ts';
import { collectFfmpegOutput } from '../../../media/ffmpeg-output.ts';
import type { FfmpegBinary } from '../../../media/ffmpeg-path.ts';
import { startFfmpeg, type FfmpegRun } from '../../../media/ffmpeg-process.ts';
import { byteSource } from '../../support/media/byte-source.ts';
import { serveStream } from '../../support/media/stream-server.ts';
import { testFfmpegs } from '../../support/media/test-ffmpegs.ts';

const RAW_GREY = ['-pixel_format', 'gray', '-video_size', '64x64', '-framerate', '10'];
const TO_RAW = ['-map', '0:v:0', '-f', 'rawvideo', 'pipe:1'];
let ffmpeg: FfmpegBinary;

beforeAll(async () => {
  ffmpeg = (await testFfmpegs()).system;
});

function greyRun(stdin: AsyncIterable<Uint8Array>, more: Partial<FfmpegRun> = {}): FfmpegRun {
  return {
    ffmpeg,
    signal: new AbortController().signal,
    ioTimeoutMs: 1000,
    outputArgs: TO_RAW,
    input: { url: 'pipe:0', demuxer: 'rawvideo', protocols: ['pipe'], args: RAW_GREY, stdin },
    ...more,
  };
}

/** Children of this process that are ffmpeg and alive or not yet reaped. */
async function ffmpegChildren(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=,comm=', '--ppid', String(process.pid)]);
  return stdout.split('\n').filter((line) => /ffmpeg|prlimit/.test(line));
}

describe('ffmpeg process', () => {
  it('carries bytes through and is reaped', async () => {
    const { bytes, exit } = await collectFfmpegOutput(greyRun(byteSource(new Uint8Array(64 * 64 * 5).fill(77))), 1e6);

    expect(bytes.length).toBe(64 * 64 * 5);
    expect(ffmpegFailure(exit)).toBeUndefined();
    expect(await ffmpegChildren()).toEqual([]);
  });

  it('stops a run that writes more than it may', async () => {
    await expect(collectFfmpegOutput(greyRun(byteSource(new Uint8Array(64 * 64 * 50))), 64 * 64 * 5)).rejects.toMatchObject({ kind: 'too_large' });
    expect(await ffmpegChildren()).toEqual([]);
  });

  it('kills a run that outlives its time limit', async () => {
    const server = await serveStream(new Uint8Array());
    try {
      const input = { url: server.url, demuxer: 'mpegts', protocols: ['tcp'] as const };
      const { exit } = await collectFfmpegOutput({ ...greyRun(byteSource(new Uint8Array())), input, timeLimitMs: 200, graceMs: 200 }, 1000);

      expect(exit.cause).toBe('time_limit');
      expect(ffmpegFailure(exit)).toMatchObject({ kind: 'timeout', code: 'camera_timeout' });
      expect(await ffmpegChildren()).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it('hands back the error of the iterable that fed it', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(64 * 64);
      throw new Error('lost');
    }
    const { exit } = await collectFfmpegOutput(greyRun(failing()), 1e6);
    expect(ffmpegFailure(exit)).toMatchObject({ kind: 'internal', code: 'ffmpeg_input_failed' });
  });

  it('does not mind when ffmpeg ends before all was fed', async () => {
    const { bytes, exit } = await collectFfmpegOutput(greyRun(byteSource(new Uint8Array(64 * 64 * 4000)), { outputArgs: ['-frames:v', '1', ...TO_RAW] }), 1e6);
    expect(bytes.length).toBe(64 * 64);
    expect(ffmpegFailure(exit)).toBeUndefined();
  });

  it('says that ffmpeg is missing when its file is gone', async () => {
    const run = greyRun(byteSource(new Uint8Array()), { ffmpeg: { ...ffmpeg, path: '/nonexistent/ffmpeg' } });
    const { exit } = await collectFfmpegOutput(run, 1000);
    expect(ffmpegFailure(exit)).toMatchObject({ kind: 'unavailable', code: 'ffmpeg_missing' });
  });

  it('fails a run that needs more memory than its limit, and only that', async () => {
    const run = (addressSpaceBytes: number): FfmpegRun =>
      greyRun(byteSource(new Uint8Array()), {
        addressSpaceBytes,
        input: {
          url: 'pipe:0',
          demuxer: 'rawvideo',
          protocols: ['pipe'],
          args: ['-pixel_format', 'gray', '-video_size', '7000x7000', '-framerate', '1'],
          stdin: byteSource(new Uint8Array(7000 * 7000)),
        },
      });
    const enough = await collectFfmpegOutput(run(2 ** 31), 1e8);
    const tooLittle = await collectFfmpegOutput(run(200 * 1024 * 1024), 1e8);

    expect(enough.bytes.length).toBe(7000 * 7000);
    expect(tooLittle.bytes.length).toBeLessThan(7000 * 7000);
    expect(ffmpegFailure(tooLittle.exit)).toBeDefined();
  });

  it.each([
    'rtsp://10.0.0.9:554/s',
    'rtsp://user:secret@127.0.0.1:554/s',
    'rtsp://localhost:554/s',
    'http://127.0.0.1:80/',
    'concat:/etc/passwd',
    '/etc/passwd',
  ])('refuses to read %s', (url) => {
    const run = greyRun(byteSource(new Uint8Array()), { input: { url, demuxer: 'rtsp', protocols: ['tcp'] } });
    expect(() => startFfmpeg(run)).toThrow(expect.objectContaining({ code: 'ffmpeg_input_forbidden', message: expect.not.stringContaining('secret') }));
  });
});
