import type { SegmentCut } from '../../domain/media/segment-cut.ts';
import type { TimeMark } from '../../domain/media/served-span.ts';
import { fileInput } from '../ffmpeg-input.ts';
import type { FfmpegBinary } from '../ffmpeg-path.ts';
import { startFfmpeg } from '../ffmpeg-process.ts';
import { readFragmentStarts } from '../fragmented-mp4.ts';
import { CONTAINERS, type ContainerKind } from '../handin/container-kind.ts';
import { READER_LIMITS } from '../handin/reader-limits.ts';
import { requireCopied, requireEncoder } from './copy-failure.ts';
import { withWatermark, type Watermark } from './watermark-folder.ts';

/** What to copy, and how. */
export interface SegmentCopyOrder {
  readonly ffmpeg: FfmpegBinary;
  readonly filePath: string;
  readonly container: ContainerKind;
  readonly cut: Pick<SegmentCut, 'startMs' | 'lengthMs'>;
  readonly watermark: Watermark;
  /** Where the copy goes; a folder of the same name and `.text` beside it is used meanwhile. */
  readonly outputPath: string;
  readonly timeLimitMs: number;
  readonly signal: AbortSignal;
}

/** A fragment each second: what a range of bytes shows is known to the second. */
const ENCODED = [
  '-c:v',
  'libx264',
  '-preset',
  'veryfast',
  '-crf',
  '23',
  '-pix_fmt',
  'yuv420p',
  '-bf',
  '0',
  '-force_key_frames',
  'expr:gte(t,n_forced)',
  '-threads',
  '1',
];
const FRAGMENTED = ['-movflags', '+frag_keyframe+empty_moov+default_base_moof+global_sidx', '-f', 'mp4'];
const NOTHING_ELSE = ['-map', '0:V:0', '-an', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact'];
const SCALE = "scale='trunc(min(1920,iw)/2)*2':-2";

/** Where there is an index, seeking finds the key frame before the start. Elsewhere it may find one behind it: so decoding begins so much earlier. */
const LEAD_MS: Readonly<Record<ContainerKind, number>> = { mp4: 0, matroska: 0, avi: 15_000, mpegts: 15_000, mpegps: 15_000 };

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/**
 * Copies the part of a file that may be watched: H.264 in a fragmented MP4, encoded anew, cut at the picture and not at the key frame before it, with the watermark, without sound and metadata. The file itself stays as it is.
 *
 * @returns from which byte on the copy shows what
 * @throws AppError `copy_impossible`, `copy_failed`, `disk_full` (unavailable), `copy_too_slow` (timeout), `segment_broken` (unavailable) when no picture lies within the cut
 */
export async function copySegment(order: SegmentCopyOrder): Promise<readonly TimeMark[]> {
  const { ffmpeg, cut, outputPath, signal, watermark } = order;
  requireEncoder(ffmpeg);
  const leadMs = Math.min(cut.startMs, LEAD_MS[order.container]);
  // the time is written before the lead is dropped
  await withWatermark(`${outputPath}.text`, { ...watermark, trueFromMs: watermark.trueFromMs - leadMs }, async (filter) => {
    const child = startFfmpeg({
      ffmpeg,
      // what was decoded on the way from the key frame to the start is dropped (`-accurate_seek`)
      input: fileInput(order.filePath, CONTAINERS[order.container].demuxer, ['-threads', '1', '-ss', seconds(cut.startMs - leadMs)]),
      signal,
      ioTimeoutMs: 10_000,
      timeLimitMs: order.timeLimitMs,
      tuning: READER_LIMITS,
      outputArgs: [
        ...NOTHING_ELSE,
        '-ss',
        seconds(leadMs),
        '-t',
        seconds(cut.lengthMs),
        '-vf',
        `${SCALE},${filter}`,
        ...ENCODED,
        ...FRAGMENTED,
        '-y',
        `file:${outputPath}`,
      ],
    });
    child.stdout.resume();
    const exit = await child.exit;
    signal.throwIfAborted();
    requireCopied(exit);
  });
  // exit code 0 doesn't mean that pictures came
  return readFragmentStarts(outputPath);
}
