import { rm } from 'node:fs/promises';
import { AppError, isAppError } from '../../domain/app-error.ts';
import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import { recordSegments } from '../../media/segment-recorder.ts';
import type { FinishedSegment } from '../../media/segment-recorder.ts';
import { relayInput } from './live-stream.ts';
import type { RelayFlow } from './relay-flow.ts';
import type { ReplayUnit } from './replay-units.ts';
import { openRtspRelay } from './rtsp-relay.ts';
import type { RtspRelay } from './rtsp-relay.ts';
import type { VideoTrack } from './video-track.ts';

/** A finished file of a section and the device times of its first picture and its end. */
export interface SectionFile {
  readonly segment: FinishedSegment;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Contiguous footage on its way into files. */
export interface ReplaySection {
  /** Writes a picture; resolves when the next one may come. @throws what writing or `onFile` failed with. */
  take(unit: ReplayUnit): Promise<void>;
  /** Finishes the last file, which ends at `endsAtMs`. Resolves when it was handed over. @throws as `take`. */
  close(endsAtMs: number): Promise<void>;
  /** Ends at once; files that were not handed over are removed. Never rejects. */
  abandon(): Promise<void>;
}

/** A reader that waits for a slow taker of files is not stuck. The program of 2018 counts microseconds in 31 bits. */
const READER_PATIENCE_MS = 1_800_000;
/** ffmpeg copies an hour of video in seconds; one that takes nothing for so long never will. */
const STUCK_MS = 60_000;

const EVERYTHING: RelayFlow = { judge: () => 'pass', overruns: 0 };

/**
 * Opens a relay and starts an ffmpeg that reads it. Positions in the relay are device time since `first`, so that each file's place in time is exact, whatever time stamps the recorder sends.
 *
 * @param parts.onFile gets each finished file; the next picture waits for it.
 */
export async function openReplaySection(parts: {
  readonly ffmpeg: FfmpegBinary;
  readonly video: VideoTrack;
  readonly folder: string;
  readonly segmentMs: number;
  readonly first: ReplayUnit;
  readonly onFile: (file: SectionFile) => Promise<void>;
}): Promise<ReplaySection> {
  const { ffmpeg, video, folder, segmentMs, first, onFile } = parts;
  const relay = await openRtspRelay(first.parameters === undefined ? video : withoutParameterSets(video), EVERYTHING);
  const places = createPlaces(first);
  const stop = new AbortController();
  let handover: Promise<void> = Promise.resolve();
  const codecArgs = ['-c:v', 'copy', ...(video.codec === 'h265' ? ['-tag:v', 'hvc1'] : [])];
  const recording = { ffmpeg, input: relayInput(relay), folder, segmentMs, stallMs: READER_PATIENCE_MS, codecArgs, signal: stop.signal };
  const written = handOver(recordSegments(recording), (segment) => {
    if (stop.signal.aborted) return rm(segment.filePath, { force: true });
    handover = onFile({ segment, ...places.of(segment) });
    return handover;
  });
  const failed = written.then(notRead, (error: unknown) => Promise.reject(error instanceof Error ? error : new Error(String(error))));
  // looked at only while somebody waits
  failed.catch(() => undefined);
  await Promise.race([relay.asked, failed]).catch(async (error: unknown) => {
    relay.close();
    throw error;
  });
  return {
    async take(unit) {
      places.note(unit);
      deliver(relay, unit, Math.round(((unit.deviceMs - first.deviceMs) * video.clockRateHz) / 1_000));
      await Promise.race([unlessStuck(relay.whenRead()), failed]);
      await Promise.race([handover, failed]);
    },
    async close(endsAtMs) {
      places.end(endsAtMs);
      relay.end();
      try {
        await written;
      } finally {
        relay.close();
      }
    },
    async abandon() {
      stop.abort();
      relay.close();
      await written.catch(() => undefined);
    },
  };
}

/** Those in the description are of the recording's beginning; a section that brings its own is described by these alone. */
function withoutParameterSets(video: VideoTrack): VideoTrack {
  const kept = Object.entries(video.formatParams).filter(([name]) => !name.startsWith('sprop-') && name !== 'profile-level-id');
  return { ...video, formatParams: Object.fromEntries(kept) };
}

/** That the relay ends is how a section ends. */
async function handOver(segments: AsyncIterable<FinishedSegment>, take: (segment: FinishedSegment) => Promise<void>): Promise<void> {
  try {
    for await (const segment of segments) await take(segment);
  } catch (error) {
    if (!isAppError(error, 'stream_ended')) throw error;
  }
}

function notRead(): never {
  throw new AppError('unavailable', 'ffmpeg_crashed', 'ffmpeg stopped reading before the footage was complete. Pull the footage again.');
}

function deliver(relay: RtspRelay, { packets }: ReplayUnit, ticks: number): void {
  for (const packet of packets) relay.deliver({ packet, ticks, arrivedAtMs: 0 });
}

async function unlessStuck(read: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const stuck = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(
        new AppError('unavailable', 'ffmpeg_crashed', 'ffmpeg takes no more footage. Pull it again; if it happens again, look at the load of the machine.'),
      );
    }, STUCK_MS);
  });
  try {
    await Promise.race([read, stuck]);
  } finally {
    clearTimeout(timer);
  }
}

/** Where files lie in device time. */
interface Places {
  note(unit: ReplayUnit): void;
  end(atMs: number): void;
  of(segment: FinishedSegment): { readonly fromMs: number; readonly toMs: number };
}

/** ffmpeg guesses how long the last picture of a file stands. Better is known here: a file ends where the picture behind its last one begins, which is a key frame, or where the section ends. */
function createPlaces(first: ReplayUnit): Places {
  let units: { readonly atMs: number; readonly isClean: boolean }[] = [];
  let endMs: number | undefined;
  let fromMs = first.deviceMs;
  const behind = (segment: FinishedSegment): number => {
    const roughlyMs = first.deviceMs + segment.endPtsMs;
    const next = units[segment.frameCount];
    if (next?.isClean === true) return next.atMs;
    if (next === undefined && endMs !== undefined) return endMs;
    // pictures that ffmpeg counts in another way
    const keysMs = units.flatMap(({ atMs, isClean }) => (isClean && atMs > fromMs ? [atMs] : []));
    return [...keysMs, endMs ?? roughlyMs].reduce((best, atMs) => (Math.abs(atMs - roughlyMs) < Math.abs(best - roughlyMs) ? atMs : best));
  };
  return {
    note: ({ deviceMs, isClean, isRest }) => void (isRest || units.push({ atMs: deviceMs, isClean })),
    end(atMs) {
      endMs = atMs;
    },
    of(segment) {
      const place = { fromMs, toMs: behind(segment) };
      units = units.filter(({ atMs }) => atMs >= place.toMs);
      fromMs = place.toMs;
      return place;
    },
  };
}
