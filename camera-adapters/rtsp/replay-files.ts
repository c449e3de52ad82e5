import { rm } from 'node:fs/promises';
import type { ReplayedFile } from '../../domain/edge-recording.ts';
import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import type { ReplayRequest } from '../contract.ts';
import { openReplaySection } from './replay-section.ts';
import type { ReplaySection, SectionFile } from './replay-section.ts';
import type { ReplayStep } from './replay-selection.ts';
import type { VideoTrack } from './video-track.ts';

/** How sure times of files are. */
export type ReplayCertainty = Pick<ReplayedFile, 'uncertaintyMs' | 'timesFrom'>;

/** Chosen footage on its way into files and to whoever asked for it. */
export interface ReplayFiles {
  /** @returns whether there is room for more. @throws what writing failed with, or `onFile`. */
  apply(step: ReplayStep): Promise<boolean>;
  /** End of the last file that was handed over. */
  readonly reachedMs: number | undefined;
  /** Ends what is open at once. Never rejects. */
  abandon(): Promise<void>;
}

/** Opens and closes sections as the steps say, and keeps to the limit of bytes. */
export function createReplayFiles(dependencies: {
  readonly ffmpeg: FfmpegBinary;
  readonly video: VideoTrack;
  readonly request: ReplayRequest;
  readonly certainty: () => ReplayCertainty;
}): ReplayFiles {
  const { ffmpeg, video, request, certainty } = dependencies;
  const { folder, segmentMs, maxBytes, onFile } = request;
  let section: ReplaySection | undefined;
  let takenBytes = 0;
  let handedBytes = 0;
  let isFull = false;
  let reachedMs: number | undefined;

  const handOver = async (file: SectionFile): Promise<void> => {
    const { byteLength, filePath } = file.segment;
    isFull ||= handedBytes + byteLength > maxBytes;
    if (isFull) return rm(filePath, { force: true });
    handedBytes += byteLength;
    const replayed = describe(file, request, certainty());
    await onFile(replayed);
    reachedMs = replayed.deviceToMs;
  };

  return {
    async apply(step) {
      if (step.kind === 'close') {
        const closing = section;
        section = undefined;
        await closing?.close(step.endsAtMs);
        return !isFull;
      }
      takenBytes += step.unit.byteLength;
      if (isFull || takenBytes > maxBytes) return false;
      if (step.kind === 'begin') section = await openReplaySection({ ffmpeg, video, folder, segmentMs, first: step.unit, onFile: handOver });
      await section?.take(step.unit);
      return !isFull;
    },
    get reachedMs() {
      return reachedMs;
    },
    async abandon() {
      await section?.abandon();
    },
  };
}

function describe({ segment, fromMs, toMs }: SectionFile, { stretch }: ReplayRequest, certainty: ReplayCertainty): ReplayedFile {
  const { filePath, byteLength, codec, widthPx, heightPx } = segment;
  const aheadMs = stretch.timesAheadMs ?? 0;
  const deviceFromMs = Math.round(fromMs - aheadMs);
  const deviceToMs = Math.max(deviceFromMs + 1, Math.round(toMs - aheadMs));
  return { filePath, byteLength, codec, widthPx, heightPx, deviceFromMs, deviceToMs, ...certainty };
}
