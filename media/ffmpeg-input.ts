import { AppError } from '../domain/app-error.ts';
import type { FfmpegBinary } from './ffmpeg-path.ts';
import { MAX_PICTURE_PX } from './picture-limits.ts';

/** Protocols that an input may use. `file` only for a handed-in file, whose index may stand at its end: see {@link fileInput}. */
export type FfmpegInputProtocol = 'pipe' | 'tcp' | 'udp' | 'rtp' | 'rtsp' | 'file';

/**
 * What ffmpeg reads: a pipe fed by us, a relay of ours on a loopback address, or one file of ours ({@link fileInput}). Demuxer and protocols are always named,
 * since left alone ffmpeg guesses both from what the far end sends.
 */
export interface FfmpegInput {
  /** `pipe:0`, `file:` and an absolute path, or a URL whose host is an address in 127.0.0.0/8, without user or password. */
  readonly url: string;
  /** Forced demuxer (`-f`), for example `rtsp`, `mpegts`, `h264`, `image2pipe`. */
  readonly demuxer: string;
  readonly protocols: readonly FfmpegInputProtocol[];
  /** Further options that stand before `-i`, for example `['-rtsp_transport', 'tcp']`. */
  readonly args?: readonly string[];
  /** Bytes for `pipe:0`. Returned from (`return()`) when ffmpeg ends first. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /**
   * Makes a relay end its stream. Called once when ffmpeg has been told to stop: a read that waits for a silent camera is
   * not woken by the first SIGTERM, and the second one would also break the writing of the last file.
   */
  readonly end?: () => void;
}

/**
 * Arguments up to and including `-i`.
 *
 * @param tuning - probe options that go before the caller's own
 * @param ioTimeoutMs - RTSP only: silence on the socket longer than this ends the input
 * @throws AppError `ffmpeg_input_forbidden` (internal) for anything but a pipe or a loopback address
 */
export function ffmpegInputArgs(ffmpeg: FfmpegBinary, input: FfmpegInput, tuning: readonly string[], ioTimeoutMs: number): string[] {
  refuseForeignInput(input);
  const timeout = input.demuxer === 'rtsp' ? [ffmpeg.rtspTimeoutFlag, String(Math.round(ioTimeoutMs * 1000))] : [];
  return [
    '-protocol_whitelist',
    input.protocols.join(','),
    '-max_pixels',
    String(MAX_PICTURE_PX),
    ...tuning,
    ...timeout,
    ...(input.args ?? []),
    '-f',
    input.demuxer,
    '-i',
    input.url,
  ];
}

/**
 * A file of ours as input. Only demuxers that can't name other files are let through; with them and without any other protocol ffmpeg opens this file and nothing else.
 *
 * @param filePath - absolute
 */
export function fileInput(filePath: string, demuxer: FfmpegInput['demuxer'], args: readonly string[] = []): FfmpegInput {
  return { url: `file:${filePath}`, demuxer, protocols: ['file'], args };
}

const FILE_DEMUXERS = ['mov', 'matroska', 'avi', 'mpegts', 'mpeg'];

function isOwnFile({ url, demuxer, protocols }: FfmpegInput): boolean {
  return /^file:\/[^\0]+$/.test(url) && FILE_DEMUXERS.includes(demuxer) && protocols.length === 1 && protocols[0] === 'file';
}

function refuseForeignInput(input: FfmpegInput): void {
  if (input.url === 'pipe:0' || isOwnRelay(input.url) || isOwnFile(input)) return;
  // The URL stays out of the message: it is just the kind that could carry a password.
  throw new AppError(
    'internal',
    'ffmpeg_input_forbidden',
    'ffmpeg may read only a pipe or a loopback relay of this service. Start a relay for the camera and give its address.',
  );
}

/** A dotted IPv4 address is asked for: the static ffmpeg crashes on any host name. */
function isOwnRelay(url: string): boolean {
  return /^(?:rtsp|tcp|udp|rtp):\/\/127\.\d{1,3}\.\d{1,3}\.\d{1,3}:\d{1,5}(?:[/?][^@\s]*)?$/.test(url);
}
