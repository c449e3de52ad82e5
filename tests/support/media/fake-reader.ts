import { chmod, writeFile } from 'node:fs/promises';
import type { FfmpegBinary } from '../../../media/ffmpeg-path.ts';

/** What a program in the place of ffmpeg does, as lines of a shell: when it lists packets, decodes key frames, or decodes the beginning. */
export interface FakeReader {
  readonly list: string;
  readonly keys: string;
  readonly beginning: string;
}

/** Prints `count` frames as ffmpeg's `framecrc` does, `everyMs` apart. */
export function frames(count: number, everyMs = 40): string {
  const head = '#tb 0: 1/1000\\n#media_type 0: video\\n#codec_id 0: h264\\n#dimensions 0: 640x360\\n';
  const lines = Array.from({ length: count }, (_, n) => `0, ${n * everyMs}, ${n * everyMs}, ${everyMs}, 100, 0x1\\n`);
  return `printf '${head}${lines.join('')}'`;
}

/** Writes such a program to `path`. */
export async function writeFakeReader(path: string, { list, keys, beginning }: FakeReader): Promise<FfmpegBinary> {
  await writeFile(path, `#!/bin/sh\ncase "$*" in\n*"-c copy"*) ${list} ;;\n*nokey*) ${keys} ;;\n*) ${beginning} ;;\nesac\n`);
  await chmod(path, 0o755);
  return { path } as FfmpegBinary;
}
