import { createInterface } from 'node:readline';
import { AppError } from '../../domain/app-error.ts';
import { ffmpegFailure, type FfmpegExit } from '../ffmpeg-failure.ts';
import type { FfmpegInput } from '../ffmpeg-input.ts';
import type { FfmpegBinary } from '../ffmpeg-path.ts';
import { startFfmpeg } from '../ffmpeg-process.ts';
import { brokeOnFile, requireOwnEnding } from './reader-ending.ts';
import { READER_LIMITS } from './reader-limits.ts';

/** What all packets of a file say, whatever its header says. */
export interface PacketWalk {
  /** ffmpeg's name of the codec of the first video, such as `h264`; undefined when there is none. */
  readonly codec: string | undefined;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameCount: number;
  readonly keyCount: number;
  /** When the first key frames, and the first frames at all, are shown; some hundreds of each, in the order of the file. */
  readonly keyMs: readonly number[];
  readonly firstMs: readonly number[];
  /** When the earliest frame is shown. */
  readonly startMs: number;
  /** From the first shown frame to the end of the last. */
  readonly durationMs: number;
  readonly hasAudio: boolean;
  readonly exit: FfmpegExit;
}

interface Tally {
  codec: string | undefined;
  widthPx: number;
  heightPx: number;
  tickMs: number;
  videoStream: string | undefined;
  hasAudio: boolean;
  frameCount: number;
  keyCount: number;
  readonly keyTicks: number[];
  readonly firstTicks: number[];
  firstTick: number;
  endTick: number;
  lastLength: number;
}

/** Reading is as fast as the disk; what takes longer than this a megabyte goes in circles. */
const MS_A_MEGABYTE = 60;
const LEAST_MS = 30_000;
const MOST_FRAMES = 40_000_000;
/** Times of frames that are remembered. */
const MOST_TIMES = 400;

/**
 * Reads a file from its beginning to its end and lists every packet of its first video, without decoding one: ffmpeg's `framecrc` writes a line for each. So the length is that of the pictures that are there, and neither a header's
 * lie nor a missing end can say another.
 *
 * @throws AppError `file_too_slow`, `file_not_decodable` (invalid), `ffmpeg_…` (unavailable)
 */
export async function walkPackets(ffmpeg: FfmpegBinary, input: FfmpegInput, byteLength: number, signal: AbortSignal): Promise<PacketWalk> {
  const run = startFfmpeg({
    ffmpeg,
    input,
    signal,
    tuning: READER_LIMITS,
    ioTimeoutMs: 10_000,
    timeLimitMs: LEAST_MS + (byteLength / 1_000_000) * MS_A_MEGABYTE,
    writesFiles: false,
    outputArgs: ['-map', '0:V:0', '-map', '0:a:0?', '-c', 'copy', '-f', 'framecrc', 'pipe:1'],
  });
  const tally = newTally();
  // every line is short: stream, times, length, sum
  for await (const line of createInterface({ input: run.stdout, crlfDelay: Infinity })) {
    readLine(line, tally);
    if (tally.frameCount > MOST_FRAMES) run.stop();
  }
  const exit = await run.exit;
  signal.throwIfAborted();
  refuseBadEnd(exit, tally);
  const toMs = (ticks: readonly number[]): number[] => ticks.map((tick) => tick * tally.tickMs);
  const times = { keyMs: toMs(tally.keyTicks), firstMs: toMs(tally.firstTicks), startMs: tally.firstTick * tally.tickMs };
  const durationMs = Math.round((tally.endTick - tally.firstTick) * tally.tickMs);
  return { ...tally, ...times, durationMs: Number.isFinite(durationMs) ? durationMs : 0, exit };
}

function newTally(): Tally {
  const none = { codec: undefined, videoStream: undefined, hasAudio: false, widthPx: 0, heightPx: 0 };
  return { ...none, tickMs: 1, frameCount: 0, keyCount: 0, keyTicks: [], firstTicks: [], firstTick: Infinity, endTick: -Infinity, lastLength: 0 };
}

function refuseBadEnd(exit: FfmpegExit, tally: Tally): void {
  if (exit.cause === 'time_limit' || exit.cause === 'stopped')
    throw new AppError('invalid', 'file_too_slow', 'This file takes so long to read that it is no ordinary recording. Export a shorter piece, as MP4 or AVI.');
  requireOwnEnding(exit);
  const failure = ffmpegFailure(exit);
  // read again it would break again, for ever
  if (brokeOnFile(exit))
    throw new AppError('invalid', 'file_not_decodable', 'The program that reads video breaks on this file: it is damaged. Export it again, as MP4 or AVI.', {
      cause: failure,
    });
  if (failure?.kind === 'unavailable' || failure?.kind === 'internal') throw failure;
  if (failure !== undefined && tally.frameCount === 0) return;
}

/** Lines of `framecrc`: `#key stream: value` first, then `stream, dts, pts, duration, size, crc`. */
function readLine(line: string, tally: Tally): void {
  if (line.startsWith('#')) return readHeader(line, tally);
  const [stream, dts, pts, length] = line.split(',', 4).map((part) => part.trim());
  if (stream !== tally.videoStream || stream === undefined) return;
  tally.frameCount++;
  const isKey = isKeyFrame(line);
  if (isKey) tally.keyCount++;
  const at = [pts, dts].map(Number).find(isTime);
  const ticks = Math.max(0, Number(length));
  if (at === undefined || !Number.isFinite(ticks)) return;
  if (ticks > 0) tally.lastLength = ticks;
  if (isKey && tally.keyTicks.length < MOST_TIMES) tally.keyTicks.push(at);
  if (tally.firstTicks.length < MOST_TIMES) tally.firstTicks.push(at);
  tally.firstTick = Math.min(tally.firstTick, at);
  tally.endTick = Math.max(tally.endTick, at + (ticks > 0 ? ticks : tally.lastLength));
}

/** Flags stand behind the sum unless they are those of a key frame alone. */
function isKeyFrame(line: string): boolean {
  const flags = /, F=0x([0-9A-Fa-f]+)/.exec(line)?.[1];
  return flags === undefined || (Number.parseInt(flags, 16) & 1) === 1;
}

/** "No time" is written as the smallest 64-bit number. */
function isTime(ticks: number): boolean {
  return Math.abs(ticks) < 2 ** 53;
}

function readHeader(line: string, tally: Tally): void {
  const match = /^#(\w+) (\d+): (.+)$/.exec(line);
  const [, key, stream, value = ''] = match ?? [];
  if (key === 'media_type' && value === 'audio') tally.hasAudio = true;
  if (key === 'media_type' && value === 'video') tally.videoStream ??= stream;
  // the time base of a stream stands before its type
  if (stream !== '0') return;
  if (key === 'codec_id') tally.codec = value;
  if (key === 'tb') {
    const [num = 0, den = 1] = value.split('/').map(Number);
    tally.tickMs = (num * 1000) / den;
  }
  if (key === 'dimensions') [tally.widthPx = 0, tally.heightPx = 0] = value.split('x').map(Number);
}
