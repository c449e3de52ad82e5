import { open } from 'node:fs/promises';
import { AppError } from '../../domain/app-error.ts';
import { readSpan, readTrack } from '../fragmented-mp4.ts';
import { requireBox, walkTopLevelBoxes, type PlacedMp4Box } from '../mp4-box.ts';

/** One fragment of a fragmented MP4: `moof` and the media behind it. It begins with a key frame and plays behind the file's head. */
export interface Mp4Fragment {
  readonly startByte: number;
  /** The first byte that isn't of it any more. */
  readonly endByte: number;
  /** First shown frame and end of the last one, from the first shown frame of the file. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** A fragmented MP4 taken apart. */
export interface FragmentedFile {
  /** The first bytes, which every part of the file needs. They hold no picture and name none. */
  readonly headBytes: number;
  readonly fragments: readonly Mp4Fragment[];
}

function fragmentsOf(boxes: readonly PlacedMp4Box[], timescale: number): Mp4Fragment[] {
  const spans = boxes.flatMap((box, index) => (box.type === 'moof' ? [{ box, media: boxes[index + 1], span: readSpan(box) }] : []));
  const firstTicks = Math.min(...spans.map(({ span }) => span.firstTicks));
  const ms = (ticks: number): number => ((ticks - firstTicks) * 1000) / timescale;
  return spans.map(({ box, media, span }) => {
    if (media?.type !== 'mdat' || span.frameCount === 0) throw broken();
    return { startByte: box.atByte, endByte: media.endByte, fromMs: ms(span.firstTicks), toMs: ms(span.endTicks) };
  });
}

/**
 * Where the fragments of one of our own recordings lie and what they show; media data isn't read.
 *
 * @throws AppError `segment_broken` (unavailable) when it is none, or is damaged
 */
export async function readFragments(filePath: string): Promise<FragmentedFile> {
  const file = await open(filePath);
  try {
    const boxes: PlacedMp4Box[] = [];
    for await (const box of walkTopLevelBoxes(file, (await file.stat()).size, ['moov', 'moof'])) boxes.push(box);
    const first = boxes.find(({ type }) => type === 'moof');
    if (first === undefined) throw broken();
    return { headBytes: first.atByte, fragments: fragmentsOf(boxes, readTrack(requireBox(boxes, 'moov')).timescale) };
  } finally {
    await file.close();
  }
}

function broken(): AppError {
  return new AppError('unavailable', 'segment_broken', "A recorded file can't be taken apart. Check the disk and the camera's stream.");
}
