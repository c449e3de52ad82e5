import { open } from 'node:fs/promises';
import { AppError } from '../../domain/app-error.ts';
import { HAND_IN_LIMITS, type HandInNote } from '../../domain/hand-in-terms.ts';
import { blobError } from '../blob-error.ts';
import { fileInput } from '../ffmpeg-input.ts';
import type { FfmpegBinary } from '../ffmpeg-path.ts';
import { MAX_PICTURE_PX } from '../picture-limits.ts';
import { CONTAINERS, containerOf, SIGNATURE_BYTES, type ContainerKind } from './container-kind.ts';
import { tryDecoding } from './decode-trial.ts';
import { readMp4Shape } from './mp4-shape.ts';
import { walkPackets, type PacketWalk } from './packet-walk.ts';
import { VIDEO_CODECS } from './reader-limits.ts';

/** A handed-in file that is good footage. */
export interface InspectedFile {
  readonly container: ContainerKind;
  readonly codec: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameCount: number;
  readonly durationMs: number;
  readonly notes: readonly HandInNote[];
}

const MOST_SIDE_PX = 16_384;

/**
 * Says whether a file is footage, and what it holds. Nothing of it is believed: what it is decides its beginning, how long it is its packets, and whether it can be seen a decoder.
 *
 * Every ffmpeg here has one forced demuxer, the protocol `file` and this path, no shell, an empty environment, 2 GiB of address space, one thread, a time limit, and can write nothing but its pipe.
 *
 * @throws AppError (invalid) `file_not_video`, `file_archived`, `file_proprietary`, `file_raw_stream`, `file_encrypted`, `file_codec_unknown`, `file_cut_off`, `file_too_slow`, `file_too_long`, `picture_too_large`, `file_not_decodable`;
 * (unavailable) `ffmpeg_…`, `blob_store_failed`
 */
export async function inspectFile(ffmpeg: FfmpegBinary, filePath: string, signal: AbortSignal): Promise<InspectedFile> {
  const { beginning, byteLength } = await readBeginning(filePath);
  const container = containerOf(beginning);
  const shape = container === 'mp4' ? await readMp4Shape(filePath) : { isEncrypted: false, endsEarly: endsEarly(container, beginning, byteLength) };
  if (shape.isEncrypted) throw encrypted();
  const input = fileInput(filePath, CONTAINERS[container].demuxer);
  const walk = await walkPackets(ffmpeg, input, byteLength, signal);
  const codec = judge(walk, container);
  const { against } = await tryDecoding(ffmpeg, input, walk, signal);
  if (against !== null) throw notDecodable(against);
  const isCut = shape.endsEarly || /partial file|ended prematurely|stream \d+, offset 0x[0-9a-f]+: partial/i.test(walk.exit.stderrTail);
  const notes: HandInNote[] = [...(isCut ? (['cut_off'] as const) : []), ...(walk.hasAudio ? (['has_audio'] as const) : [])];
  const { widthPx, heightPx, frameCount } = walk;
  // one picture alone has no length; it stands for a twenty-fifth of a second
  return { container, codec, widthPx, heightPx, frameCount, durationMs: Math.max(40, walk.durationMs), notes };
}

async function readBeginning(filePath: string): Promise<{ beginning: Buffer; byteLength: number }> {
  try {
    const file = await open(filePath, 'r');
    try {
      const { size } = await file.stat();
      // too short a file is filled with zeros, which mean nothing
      const beginning = Buffer.alloc(SIGNATURE_BYTES);
      await file.read(beginning, 0, SIGNATURE_BYTES, 0);
      return { beginning, byteLength: size };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw blobError(error);
  }
}

/** Whether a container says that it is longer than it is: RIFF by its length, a transport stream by its last packet. */
function endsEarly(container: ContainerKind, beginning: Buffer, byteLength: number): boolean {
  if (container === 'avi') return beginning.readUInt32LE(4) + 8 > byteLength;
  if (container === 'mpegts') return byteLength % (beginning[0] === 0x47 ? 188 : 192) !== 0;
  return false;
}

function judge(walk: PacketWalk, container: ContainerKind): string {
  const { codec, frameCount, widthPx, heightPx, durationMs, exit } = walk;
  if (codec !== undefined && !(VIDEO_CODECS as readonly string[]).includes(codec))
    throw new AppError(
      'invalid',
      'file_codec_unknown',
      `The video is of a kind (${codec}) that no recorder writes. Export it again as H.264 or H.265, in MP4 or AVI.`,
    );
  if (codec === undefined || frameCount === 0) throw withoutPictures(exit.stderrTail, container);
  if (widthPx * heightPx > MAX_PICTURE_PX || Math.max(widthPx, heightPx) > MOST_SIDE_PX)
    throw new AppError(
      'invalid',
      'picture_too_large',
      `The pictures are said to be ${widthPx} by ${heightPx} points, which no camera makes. Export the time again.`,
    );
  if (durationMs > HAND_IN_LIMITS.durationMs)
    throw new AppError(
      'invalid',
      'file_too_long',
      `The file spans more than ${HAND_IN_LIMITS.durationMs / 3_600_000} hours. Export the hours that matter, in pieces of a few hours.`,
    );
  return codec === 'hevc' ? 'h265' : codec;
}

function withoutPictures(stderrTail: string, container: ContainerKind): AppError {
  const cause = new Error(stderrTail);
  if (container === 'mp4' && /moov atom not found/.test(stderrTail))
    return new AppError(
      'invalid',
      'file_cut_off',
      'The file stops before its end, where an MP4 keeps its index, so nothing of it can be shown. Copy it from the recorder again.',
      {
        cause,
      },
    );
  return new AppError(
    'invalid',
    'file_not_video',
    'There is no video in this file that can be read: it holds none, or is encrypted or damaged. Export the time again without a password, as MP4 or AVI.',
    { cause },
  );
}

function notDecodable(stderrTail: string): AppError {
  return new AppError(
    'invalid',
    'file_not_decodable',
    'The file has video data, but hardly a picture can be made of it: it is encrypted or damaged. Export it again without a password, as MP4 or AVI.',
    { cause: new Error(stderrTail) },
  );
}

function encrypted(): AppError {
  return new AppError(
    'invalid',
    'file_encrypted',
    'The video in this file is encrypted. Export it again without a password or copy protection, as MP4 or AVI.',
  );
}
