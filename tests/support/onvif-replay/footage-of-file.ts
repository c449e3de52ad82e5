import { readFile } from 'node:fs/promises';
import type { AccessUnit, FootageSpan } from '../onvif-device/recording/recording.ts';
import { groupPictures, readNalUnits } from './annex-b-reader.ts';

/** A file of contiguous footage. */
export interface FootageFile {
  /** True time of its first picture, such as `2026-11-20T01:00:00Z`. */
  readonly startUtc: string;
  /** H.264 byte stream (annex B, `.h264`) without B-frames. */
  readonly file: string;
  readonly framesPerSecond: number;
}

/** Reads footage that can be played; a list of files with time between them has gaps there. */
export async function footageOfFiles(files: readonly FootageFile[]): Promise<readonly FootageSpan[]> {
  return Promise.all(files.map(async ({ file, ...rest }) => footageOfBytes({ ...rest, stream: await readFile(file) })));
}

/** Footage from an H.264 byte stream; pictures follow each other at a constant rate. */
export function footageOfBytes({ startUtc, framesPerSecond, stream }: Omit<FootageFile, 'file'> & { readonly stream: Uint8Array }): FootageSpan {
  const startMs = Date.parse(startUtc);
  const pictures = groupPictures(readNalUnits(Buffer.from(stream)));
  const units = pictures.map(({ clean, nalUnits }, index): AccessUnit => ({ timeMs: startMs + (index * 1_000) / framesPerSecond, clean, parts: nalUnits }));
  return { startMs, endMs: startMs + (pictures.length * 1_000) / framesPerSecond, units };
}
