import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const KEY = [
  '-encryption_scheme',
  'cenc-aes-ctr',
  '-encryption_key',
  '76a6c65c5ea762046bd749a2e632ccbb',
  '-encryption_kid',
  'a7e61c373e219033c21091fa607bf3b8',
];

/** How each file is made from one of H.264 with sound. */
const WAYS = {
  'plain.mp4': ['-c', 'copy', '-an'],
  'sound.mp4': ['-c', 'copy'],
  'index-first.mp4': ['-c', 'copy', '-an', '-movflags', 'faststart'],
  'locked.mp4': ['-c', 'copy', '-an', ...KEY],
  'recorder.mkv': ['-c', 'copy', '-an'],
  'recorder.ts': ['-c', 'copy'],
  'recorder.mpg': ['-c:v', 'mpeg2video', '-an'],
  'recorder.avi': ['-c:v', 'mjpeg', '-an', '-q:v', '8'],
  'newer.mp4': ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none:pools=1', '-tag:v', 'hvc1', '-an'],
  'wide.avi': ['-vf', 'scale=17000:64', '-frames:v', '2', '-c:v', 'mjpeg', '-an'],
  'screen.avi': ['-c:v', 'flashsv', '-an'],
  'bare.h264': ['-c', 'copy', '-an', '-f', 'h264'],
  'sound-only.mp4': ['-c', 'copy', '-vn'],
} as const;
export type FootageFileName = keyof typeof WAYS;

/** Small files of 4 s, 320 by 180, in every container that is taken and some that aren't. */
export async function makeFootageFiles(ffmpegPath: string): Promise<Record<FootageFileName, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-footage-'));
  const at = (name: string) => join(folder, name);
  const ffmpeg = (args: readonly string[]) => run(ffmpegPath, ['-nostdin', '-v', 'error', '-y', ...args]);
  try {
    const picture = ['-f', 'lavfi', '-i', 'testsrc=size=320x180:rate=25', '-f', 'lavfi', '-i', 'sine=440', '-t', '4'];
    await ffmpeg([
      ...picture,
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-pix_fmt',
      'yuv420p',
      '-g',
      '25',
      '-c:a',
      'aac',
      '-metadata',
      'title=SECRET-TITLE',
      at('source.mp4'),
    ]);
    const made = await Promise.all(
      (Object.keys(WAYS) as FootageFileName[]).map(async (name) => {
        await ffmpeg(['-i', at('source.mp4'), ...WAYS[name], at(name)]);
        return [name, await readFile(at(name))] as const;
      }),
    );
    return Object.fromEntries(made) as Record<FootageFileName, Buffer>;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
