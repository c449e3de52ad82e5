import type { CameraProblem, RecordedSegment } from './camera-contact.ts';
import type { ClockReading } from './clock-reading.ts';

/** Footage that a device says it keeps of one camera, by the device's own clock, wrong or right: epoch milliseconds, `toMs` not part of it. */
export interface RecordedStretch {
  readonly fromMs: number;
  readonly toMs: number;
  /** The device's own word for the recording; opaque, at most 64 characters. */
  readonly recordingToken: string;
  /** Of its video track where the device names tracks. */
  readonly trackToken?: string;
  /**
   * How far the times of this device's recordings run ahead of its own clock, when they do: some recorders write local time and mark it as UTC. `fromMs` and `toMs` are by its clock; a replay needs this
   * to ask for the right footage, so it is to be kept with them.
   */
  readonly timesAheadMs?: number;
}

/** What a search for recordings found. */
export interface RecordingSearch {
  /** Clipped to the window, in order of `fromMs`; empty when the device keeps nothing of it. One may still have gaps: only the replay shows them. */
  readonly stretches: readonly RecordedStretch[];
  /** More was there than we read, or the device didn't finish in time: what lies beyond `stretches` is not known. */
  readonly isCutShort: boolean;
  /** The device's clock as it was read during the search. */
  readonly clock?: ClockReading;
  /** What a person should know, with stable codes. */
  readonly problems: readonly CameraProblem[];
}

/** Where the times of replayed footage come from: of each picture by the header extension of ONVIF replay, or counted from the start that the device named. */
export type ReplayTimesFrom = 'header_extension' | 'counted';

/** One fMP4 file of replayed footage. It begins with a key frame, so that the first one may begin before what was asked for, and reaches across no gap that can be seen. */
export interface ReplayedFile {
  readonly filePath: string;
  readonly byteLength: number;
  readonly codec: RecordedSegment['codec'];
  readonly widthPx: number;
  readonly heightPx: number;
  /** First picture and end of the last one by the device's own clock, whole epoch milliseconds. */
  readonly deviceFromMs: number;
  readonly deviceToMs: number;
  /** How far the device times may be off from what the device itself put down (not from the truth: that is the offset's matter). */
  readonly uncertaintyMs: number;
  readonly timesFrom: ReplayTimesFrom;
}

/**
 * How a replay ended. `complete`: the device has sent what it has of the stretch. `stalled`: it fell silent in the middle. `cut_off`: it closed the
 * connection in the middle. `limit_reached`: our limit of bytes. After the last three the rest can be asked for again, from `reachedMs` on; it then begins with the key frame before, so that some seconds come twice.
 */
export type ReplayOutcomeKind = 'complete' | 'stalled' | 'cut_off' | 'limit_reached';

export interface ReplayOutcome {
  readonly kind: ReplayOutcomeKind;
  /** End of the last file that was handed over, by the device's clock. Undefined when there was none: then the device has nothing of the stretch, if the outcome is `complete`. */
  readonly reachedMs: number | undefined;
}
