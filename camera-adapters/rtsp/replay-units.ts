import { sequenceParameters, startsKeyframe } from './keyframe-start.ts';
import { readReplayExtension } from './replay-extension.ts';
import type { ReplayMarks } from './replay-extension.ts';
import { badAnswerError } from './rtsp-error.ts';
import { createRtpTimestampUnwrapper } from './rtp-timestamp-unwrapper.ts';
import type { RtpPacket } from './rtp-packet.ts';
import type { VideoTrack } from './video-track.ts';

/** A replayed picture with what the recorder says of it. */
export interface ReplayUnit {
  readonly packets: readonly RtpPacket[];
  readonly byteLength: number;
  /** When it was recorded, by the device's clock, epoch milliseconds with fractions. */
  readonly deviceMs: number;
  /** Whether decoding can begin with it. */
  readonly isClean: boolean;
  readonly endsSection: boolean;
  readonly isDiscontinuous: boolean;
  readonly isTerminal: boolean;
  /** The sequence parameter set that it brings, undefined when it brings none. */
  readonly parameters: Buffer | undefined;
  /** More packets of the unit before: its marks and time are that one's. */
  readonly isRest: boolean;
}

/** Puts packets together to pictures and tells their times. */
export interface ReplayUnits {
  /** @returns the picture that became whole by `packet`, being the first of the next one. @throws AppError `bad_answer` for a picture without end. */
  push(packet: RtpPacket): ReplayUnit | undefined;
  /** What has come of a picture, when no more is expected soon. */
  flush(): ReplayUnit | undefined;
  readonly hasPending: boolean;
  /** Whether any picture told its time by itself. */
  readonly isTimed: boolean;
}

/** An intra picture of 8K has a few megabytes. */
const MAX_UNIT_BYTES = 32 * 1024 * 1024;

/**
 * Access units by their RTP time stamps (RFC 3550 §5.1). The time of each is that of its header extension; where a unit has none, it is counted by time stamps from the one before.
 *
 * @param countFromMs device time of the very first unit, should the recorder tell none.
 */
export function createReplayUnits(video: VideoTrack, countFromMs: number): ReplayUnits {
  const clock = createUnitClock(video, countFromMs);
  let pending: RtpPacket[] = [];
  let pendingBytes = 0;
  let given: { readonly timestamp: number; readonly unit: ReplayUnit } | undefined;

  const flush = (): ReplayUnit | undefined => {
    const [first] = pending;
    if (first === undefined) return undefined;
    const parts = { packets: pending, byteLength: pendingBytes };
    const unit = given?.timestamp === first.timestamp ? { ...given.unit, ...parts, isRest: true } : describe(parts, clock, video);
    given = { timestamp: first.timestamp, unit };
    pending = [];
    pendingBytes = 0;
    return unit;
  };

  return {
    push(packet) {
      const [first] = pending;
      const whole = first === undefined || first.timestamp === packet.timestamp ? undefined : flush();
      pending.push(packet);
      pendingBytes += packet.payload.length;
      if (pendingBytes > MAX_UNIT_BYTES) throw badAnswerError('The recorder sends a picture without end. Renew its firmware.');
      return whole;
    },
    flush,
    get hasPending() {
      return pending.length > 0;
    },
    get isTimed() {
      return clock.isTimed;
    },
  };
}

function describe(parts: Pick<ReplayUnit, 'packets' | 'byteLength'>, clock: UnitClock, video: VideoTrack): ReplayUnit {
  const { packets } = parts;
  const marks = packets.map(readReplayExtension).find((found) => found !== undefined);
  const startsHere = packets.some(({ payload }) => startsKeyframe(video.codec, payload));
  return {
    ...parts,
    deviceMs: clock.timeOf(packets[0]?.timestamp ?? 0, marks),
    isClean: startsHere || marks?.isClean === true,
    endsSection: marks?.endsSection === true,
    isDiscontinuous: marks?.isDiscontinuous === true,
    isTerminal: marks?.isTerminal === true,
    parameters: packets.map(({ payload }) => sequenceParameters(video.codec, payload)).find((found) => found !== undefined),
    isRest: false,
  };
}

interface UnitClock {
  timeOf(timestamp: number, marks: ReplayMarks | undefined): number;
  readonly isTimed: boolean;
}

function createUnitClock(video: VideoTrack, countFromMs: number): UnitClock {
  const unwrapper = createRtpTimestampUnwrapper();
  let known = { deviceMs: countFromMs, ticks: 0 };
  let isTimed = false;
  return {
    timeOf(timestamp, marks) {
      const ticks = unwrapper.advance(timestamp);
      if (marks?.deviceMs !== undefined) {
        known = { deviceMs: marks.deviceMs, ticks };
        isTimed = true;
      }
      return known.deviceMs + ((ticks - known.ticks) * 1_000) / video.clockRateHz;
    },
    get isTimed() {
      return isTimed;
    },
  };
}
