import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../domain/app-error.ts';
import { readSpan, readTrack } from '../fragmented-mp4.ts';
import { parseHeader, requireBox, type Mp4Box } from '../mp4-box.ts';

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

interface BoxPlace extends Mp4Box {
  readonly startByte: number;
  readonly endByte: number;
}

const LARGEST_BOX_BYTES = 8 * 2 ** 20;

/** All boxes of a file in order; only `moov` and `moof` are read. */
async function* boxesOf(file: FileHandle, fileBytes: number): AsyncGenerator<BoxPlace> {
  const header = Buffer.alloc(16);
  for (let at = 0; at < fileBytes;) {
    const { bytesRead } = await file.read(header, 0, 16, at);
    if (bytesRead < 8) throw broken();
    const { type, headerBytes, boxBytes } = parseHeader(header.subarray(0, bytesRead), fileBytes - at);
    const endByte = at + boxBytes;
    const wanted = type === 'moov' || type === 'moof' ? boxBytes - headerBytes : 0;
    if (endByte > fileBytes || wanted > LARGEST_BOX_BYTES) throw broken();
    const body = Buffer.alloc(wanted);
    if (wanted > 0 && (await file.read(body, 0, wanted, at + headerBytes)).bytesRead < wanted) throw broken();
    yield { type, body, startByte: at, endByte };
    at = endByte;
  }
}

function fragmentsOf(boxes: readonly BoxPlace[], timescale: number): Mp4Fragment[] {
  const spans = boxes.flatMap((box, index) => (box.type === 'moof' ? [{ box, media: boxes[index + 1], span: readSpan(box) }] : []));
  const firstTicks = Math.min(...spans.map(({ span }) => span.firstTicks));
  const ms = (ticks: number): number => ((ticks - firstTicks) * 1000) / timescale;
  return spans.map(({ box, media, span }) => {
    if (media?.type !== 'mdat' || span.frameCount === 0) throw broken();
    return { startByte: box.startByte, endByte: media.endByte, fromMs: ms(span.firstTicks), toMs: ms(span.endTicks) };
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
    const boxes: BoxPlace[] = [];
    for await (const box of boxesOf(file, (await file.stat()).size)) boxes.push(box);
    const first = boxes.find(({ type }) => type === 'moof');
    if (first === undefined) throw broken();
    return { headBytes: first.startByte, fragments: fragmentsOf(boxes, readTrack(requireBox(boxes, 'moov')).timescale) };
  } finally {
    await file.close();
  }
}

function broken(): AppError {
  return new AppError('unavailable', 'segment_broken', "A recorded file can't be taken apart. Check the disk and the camera's stream.");
}
