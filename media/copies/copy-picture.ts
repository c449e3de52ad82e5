import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { FfmpegBinary } from '../ffmpeg-path.ts';
import { collectFfmpegOutput } from '../ffmpeg-output.ts';
import { AppError } from '../../domain/app-error.ts';
import { requireCopied } from './copy-failure.ts';
import { withWatermark, type Watermark } from './watermark-folder.ts';

/** What to copy. */
export interface PictureCopyOrder {
  readonly ffmpeg: FfmpegBinary;
  /** The JPEG as it was stored. */
  readonly source: AsyncIterable<Uint8Array>;
  readonly watermark: Watermark;
  /** A folder that is used meanwhile; made and removed. */
  readonly workFolder: string;
  readonly signal: AbortSignal;
}

const TIME_LIMIT_MS = 30_000;
const MOST_BYTES = 32 * 1024 * 1024;

/** The picture with its masks. Not by ffmpeg: some of its versions leave a picture on its side that was taken so, and a mask would lie elsewhere. */
async function masked(picture: AsyncIterable<Uint8Array>, masks: Watermark['masks']): Promise<AsyncIterable<Uint8Array>> {
  if (masks.length === 0) return picture;
  // loaded when it is needed: the library takes 29 MB of a process that may have 150
  const { maskPicture } = await import('./mask-picture.ts');
  return Readable.from([await maskPicture(await buffer(picture), masks)]);
}

/**
 * A JPEG with masks and watermark written into it. @throws AppError `picture_unreadable`, `copy_impossible`, `copy_failed`, `disk_full` (unavailable), `copy_too_slow` (timeout)
 */
export async function copyPicture({ ffmpeg, source, watermark, workFolder, signal }: PictureCopyOrder): Promise<Uint8Array> {
  const picture = await masked(source, watermark.masks);
  return withWatermark(workFolder, { ...watermark, masks: [] }, async (filter) => {
    const { bytes, exit } = await collectFfmpegOutput(
      {
        ffmpeg,
        input: { url: 'pipe:0', demuxer: 'mjpeg', protocols: ['pipe'], stdin: picture },
        signal,
        ioTimeoutMs: 10_000,
        timeLimitMs: TIME_LIMIT_MS,
        outputArgs: ['-frames:v', '1', '-vf', filter, '-c:v', 'mjpeg', '-q:v', '3', '-threads', '1', '-f', 'mjpeg', 'pipe:1'],
        writesFiles: false,
      },
      MOST_BYTES,
    );
    signal.throwIfAborted();
    requireCopied(exit);
    if (bytes.length === 0) throw new AppError('unavailable', 'copy_failed', 'The copy for watching could not be made. The original is kept.');
    return bytes;
  });
}
