import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../domain/app-error.ts';
import { childBoxes, findBox, readTopLevelBoxes, requireBox, type Mp4Box } from './mp4-box.ts';

/** What a fragmented MP4 with one video track says about itself. */
export interface FragmentedMp4 {
  readonly byteLength: number;
  readonly codec: 'h264' | 'h265' | 'mjpeg' | 'mpeg4';
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameCount: number;
  /** From the first shown frame to the end of the last one. */
  readonly durationMs: number;
}

/** Where in its file a fragment begins, and how long after the first frame its first one is shown. */
export interface FragmentStart {
  readonly byte: number;
  readonly ms: number;
}

/**
 * Reads the headers of a fragmented MP4 (ISO/IEC 14496-12, `moof` boxes; media data is skipped).
 *
 * @throws AppError `segment_broken` (unavailable) when the file is cut short, holds no frame or isn't such a file
 */
export async function readFragmentedMp4(filePath: string): Promise<FragmentedMp4> {
  const { byteLength, track, spans } = await readContent(filePath);
  const span = spans.map((each) => each.span).reduce(joinSpans);
  return { byteLength, ...track.picture, frameCount: span.frameCount, durationMs: ((span.endTicks - span.firstTicks) * 1000) / track.timescale };
}

/** The fragments of such a file that hold a frame. @throws AppError `segment_broken` (unavailable), as {@link readFragmentedMp4} */
export async function readFragmentStarts(filePath: string): Promise<FragmentStart[]> {
  const { track, spans } = await readContent(filePath);
  const { firstTicks } = spans.map((each) => each.span).reduce(joinSpans);
  return spans.map(({ byte, span }) => ({ byte, ms: ((span.firstTicks - firstTicks) * 1000) / track.timescale }));
}

async function readContent(filePath: string): Promise<{ byteLength: number; track: Track; spans: readonly { readonly byte: number; readonly span: Span }[] }> {
  const file = await openFile(filePath);
  try {
    const { size } = await file.stat();
    const boxes = await readTopLevelBoxes(file, size, ['moov', 'moof']);
    const track = readTrack(requireBox(boxes, 'moov'));
    const moofs = boxes.filter((box) => box.type === 'moof');
    const spans = moofs.map((moof) => ({ byte: moof.atByte, span: readSpan(moof) })).filter(({ span }) => span.frameCount > 0);
    if (spans.length === 0) throw broken('it holds no frame');
    return { byteLength: size, track, spans };
  } finally {
    await file.close();
  }
}

async function openFile(filePath: string): Promise<FileHandle> {
  try {
    return await open(filePath, 'r');
  } catch (cause) {
    throw new AppError('unavailable', 'segment_broken', 'A recorded file could not be opened. Check the disk.', { cause });
  }
}

/** What `moov` says of it. */
export interface Track {
  readonly timescale: number;
  readonly picture: Pick<FragmentedMp4, 'codec' | 'widthPx' | 'heightPx'>;
}

/** The one video track of a file. @throws AppError `segment_broken` (unavailable) */
export function readTrack(moov: Mp4Box): Track {
  const mdia = requireBox(childBoxes(requireBox(childBoxes(moov), 'trak')), 'mdia');
  const mdhd = requireBox(childBoxes(mdia), 'mdhd').body;
  const timescale = mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12);
  if (timescale === 0) throw broken('its timescale is zero');
  const stbl = requireBox(childBoxes(requireBox(childBoxes(mdia), 'minf')), 'stbl');
  return { timescale, picture: readSampleEntry(requireBox(childBoxes(stbl), 'stsd')) };
}

/** First entry of `stsd`: full box header, entry count, then a VisualSampleEntry (12.1.3). */
function readSampleEntry(stsd: Mp4Box): Track['picture'] {
  const entry = childBoxes({ type: 'stsd', body: stsd.body.subarray(8) })[0];
  if (entry === undefined || entry.body.length < 78) throw broken('it names no codec');
  return { codec: codecOf(entry), widthPx: entry.body.readUInt16BE(24), heightPx: entry.body.readUInt16BE(26) };
}

function codecOf(entry: Mp4Box): FragmentedMp4['codec'] {
  if (entry.type === 'avc1' || entry.type === 'avc3') return 'h264';
  if (entry.type === 'hvc1' || entry.type === 'hev1') return 'h265';
  if (entry.type === 'jpeg') return 'mjpeg';
  if (entry.type === 'mp4v') return objectType(entry) === 0x6c ? 'mjpeg' : 'mpeg4';
  throw broken(`its codec ${JSON.stringify(entry.type)} is not known`);
}

/** objectTypeIndication of the DecoderConfigDescriptor, tag 4 (ISO/IEC 14496-1, 7.2.6.6): 0x20 MPEG-4 visual, 0x6C JPEG. */
function objectType(entry: Mp4Box): number | undefined {
  const esds = findBox(childBoxes({ type: entry.type, body: entry.body.subarray(78) }), 'esds')?.body;
  const tag = esds?.indexOf(0x04, 4 + 5) ?? -1;
  if (esds === undefined || tag < 0) return undefined;
  let at = tag + 1;
  while ((esds[at] ?? 0) >= 0x80) at++;
  return esds[at + 1];
}

/** In ticks of the track's timescale. */
export interface Span {
  readonly frameCount: number;
  readonly firstTicks: number;
  readonly endTicks: number;
}

/** What a fragment shows; without a frame, from Infinity to -Infinity. */
export function readSpan(moof: Mp4Box): Span {
  const traf = childBoxes(requireBox(childBoxes(moof), 'traf'));
  const defaultDuration = readDefaultDuration(requireBox(traf, 'tfhd').body);
  const tfdt = requireBox(traf, 'tfdt').body;
  let decodeTicks = tfdt[0] === 1 ? Number(tfdt.readBigUInt64BE(4)) : tfdt.readUInt32BE(4);
  let [frameCount, firstTicks, endTicks] = [0, Infinity, -Infinity];
  for (const trun of traf.filter((box) => box.type === 'trun')) {
    for (const sample of readSamples(trun.body, defaultDuration)) {
      firstTicks = Math.min(firstTicks, decodeTicks + sample.shownLaterTicks);
      endTicks = Math.max(endTicks, decodeTicks + sample.shownLaterTicks + sample.durationTicks);
      decodeTicks += sample.durationTicks;
      frameCount++;
    }
  }
  return { frameCount, firstTicks, endTicks };
}

function joinSpans(a: Span, b: Span): Span {
  return { frameCount: a.frameCount + b.frameCount, firstTicks: Math.min(a.firstTicks, b.firstTicks), endTicks: Math.max(a.endTicks, b.endTicks) };
}

/** `tfhd` (8.8.7): optional fields stand in the order of their flags. */
function readDefaultDuration(tfhd: Buffer): number {
  const flags = tfhd.readUIntBE(1, 3);
  if ((flags & 0x8) === 0) return 0;
  return tfhd.readUInt32BE(8 + ((flags & 0x1) !== 0 ? 8 : 0) + ((flags & 0x2) !== 0 ? 4 : 0));
}

/** `trun` (8.8.8): four optional 32-bit fields per sample. */
function* readSamples(trun: Buffer, defaultDuration: number): Generator<{ durationTicks: number; shownLaterTicks: number }> {
  const flags = trun.readUIntBE(1, 3);
  const count = trun.readUInt32BE(4);
  const fields = [0x100, 0x200, 0x400, 0x800].filter((flag) => (flags & flag) !== 0);
  let at = 8 + ((flags & 0x1) !== 0 ? 4 : 0) + ((flags & 0x4) !== 0 ? 4 : 0);
  if (at + count * fields.length * 4 > trun.length) throw broken('a fragment is damaged');
  for (let index = 0; index < count; index++, at += fields.length * 4) {
    const offset = at + fields.indexOf(0x800) * 4;
    yield {
      durationTicks: fields.includes(0x100) ? trun.readUInt32BE(at) : defaultDuration,
      shownLaterTicks: !fields.includes(0x800) ? 0 : trun[0] === 0 ? trun.readUInt32BE(offset) : trun.readInt32BE(offset),
    };
  }
}

function broken(what: string): AppError {
  return new AppError('unavailable', 'segment_broken', `A recorded file can't be used: ${what}. Check the disk and the camera's stream.`);
}
