import { AppError } from '../../domain/app-error.ts';
import { createArrivalTimeline } from './arrival-timeline.ts';
import type { ArrivalTimeline } from './arrival-timeline.ts';
import { createDeviceClock } from './device-clock.ts';
import type { DeviceClock } from './device-clock.ts';
import type { MediaListener } from './media-transport.ts';
import { createJumpWatch } from './jump-watch.ts';
import { readSenderReport } from './rtcp-sender-report.ts';
import { readRtpPacket } from './rtp-packet.ts';
import type { RtpPacket } from './rtp-packet.ts';
import { createRtpReorderBuffer } from './rtp-reorder-buffer.ts';
import { createRtpTimestampUnwrapper } from './rtp-timestamp-unwrapper.ts';
import type { VideoTrack } from './video-track.ts';

/** A packet of the video track and where it stands. */
export interface TrackPacket {
  readonly packet: RtpPacket;
  /** Ticks of the track's clock since its first packet. */
  readonly ticks: number;
  readonly arrivedAtMs: number;
}

/** Reads what comes on a video track and keeps its clocks. */
export interface LiveTrack extends MediaListener {
  /** Our time by position in the stream, milliseconds since its first packet. */
  readonly timeline: ArrivalTimeline;
  /** The camera's time by the same position. */
  readonly deviceClock: DeviceClock;
  readonly packetCount: number;
}

/**
 * A listener for one video track.
 *
 * @param dependencies.isOrdered whether the transport keeps the order of packets.
 * @param dependencies.onPacket gets each packet of the track's payload type, in order.
 * @param dependencies.onReport is told of each usable sender report, after it was noted.
 * @param dependencies.onBroken is told when the stream's time stamps jump: what was recorded before must not be joined with what comes after.
 */
export function createLiveTrack(dependencies: {
  readonly video: VideoTrack;
  readonly isOrdered: boolean;
  readonly onPacket: (packet: TrackPacket) => void;
  readonly onReport?: () => void;
  readonly onBroken: (error: AppError) => void;
}): LiveTrack {
  const { video, isOrdered, onPacket, onReport, onBroken } = dependencies;
  const unwrapper = createRtpTimestampUnwrapper();
  const timeline = createArrivalTimeline();
  const deviceClock = createDeviceClock();
  const reorder = isOrdered ? undefined : createRtpReorderBuffer();
  const toMs = (ticks: number): number => (ticks * 1_000) / video.clockRateHz;
  let packetCount = 0;
  let lastTimestamp: number | undefined;
  const jumps = createJumpWatch();

  const notePicture = (packet: RtpPacket, arrivedAtMs: number): void => {
    if (lastTimestamp === packet.timestamp) return;
    lastTimestamp = packet.timestamp;
    const mediaMs = toMs(unwrapper.advance(packet.timestamp));
    if (jumps.hasJumped(mediaMs, arrivedAtMs)) onBroken(jumpError());
    timeline.note(mediaMs, arrivedAtMs);
  };

  return {
    timeline,
    deviceClock,
    get packetCount() {
      return packetCount;
    },
    rtp(bytes, arrivedAtMs) {
      const packet = readRtpPacket(bytes);
      if (packet === undefined || packet.payloadType !== video.payloadType) return;
      packetCount += 1;
      // noted before packets are put in order: waiting for a missing one is no delay of the camera
      notePicture(packet, arrivedAtMs);
      for (const due of reorder?.push(packet, arrivedAtMs) ?? [packet]) onPacket({ packet: due, ticks: unwrapper.peek(due.timestamp), arrivedAtMs });
    },
    rtcp(bytes, arrivedAtMs) {
      const report = readSenderReport(bytes);
      // before the first packet there is no position that the report could stand for
      if (report === undefined || lastTimestamp === undefined) return;
      deviceClock.note(report, toMs(unwrapper.peek(report.rtpTimestamp)), arrivedAtMs);
      onReport?.();
    },
  };
}

function jumpError(): AppError {
  return new AppError(
    'camera',
    'timestamps_jumped',
    "The stream's time stamps jumped, as they do when the camera's clock is set. The stream is opened anew; if it goes on, set the camera's clock by NTP.",
  );
}
