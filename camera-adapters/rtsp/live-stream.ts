import type { AppError } from '../../domain/app-error.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { RtspSource } from '../../domain/camera-source.ts';
import type { FfmpegInput } from '../../media/ffmpeg-input.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import { cancelledError, socketError } from '../socket-error.ts';
import { setUpPlayback } from './camera-playback.ts';
import type { CameraPlayback } from './camera-playback.ts';
import { describeCamera } from './describe-camera.ts';
import { dialCamera } from './dial-camera.ts';
import type { DialContext, DialledCamera } from './dial-camera.ts';
import { createLiveTrack } from './live-track.ts';
import type { LiveTrack, TrackPacket } from './live-track.ts';
import { streamStalledError } from './rtsp-error.ts';
import { openRtspRelay } from './rtsp-relay.ts';
import type { RtspRelay } from './rtsp-relay.ts';
import { createStallWatch } from './stall-watch.ts';
import type { VideoTrack } from './video-track.ts';

/** An instant of a stream in our time and, where its sender reports tell it, in the camera's. */
export interface StreamTime {
  readonly trueTimeMs: number;
  /** The picture was taken within ± this of `trueTimeMs`. */
  readonly uncertaintyMs: number;
  readonly deviceTimeMs?: number;
}

/** What takes a track's packets. */
export interface PacketSink {
  /** Resolves when packets are wanted: then the camera plays. */
  readonly asked: Promise<void>;
  deliver(packet: TrackPacket): void;
  /** The packet that begins what was taken: its time 0. Undefined before. */
  readonly first: TrackPacket | undefined;
  /** The stream has ended. */
  end(): void;
  /** Nothing is wanted any more. */
  close(): void;
}

/** A camera's video on its way to a sink. */
export interface TrackStream<S extends PacketSink> {
  readonly sink: S;
  readonly video: VideoTrack;
  /** Time of a position in milliseconds since the sink's first packet; undefined when it is not, or no longer, known. */
  timeAt(ptsMs: number): StreamTime | undefined;
  /** Video comes, but no keyframe has been among it yet. */
  readonly lacksKeyframe: boolean;
  /** When the sink's first packet had arrived, epoch milliseconds. */
  readonly firstArrivedAtMs: number | undefined;
  /** The camera's clock by its sender reports. */
  clock(): ClockReading | undefined;
  /** Resolves with the first clock reading, or with undefined when the stream ends or `waitMs` pass before. */
  waitForClock(waitMs: number): Promise<ClockReading | undefined>;
  /** What ended the stream, undefined while it runs. */
  readonly failure: AppError | undefined;
  /** Ends everything: session, sockets, timers. */
  close(): void;
}

/** A camera's video on its way to one ffmpeg. */
export interface LiveStream extends TrackStream<RtspRelay> {
  /** What ffmpeg is to read: its time stamps are milliseconds since the first picture. The camera plays once ffmpeg asks. */
  readonly input: FfmpegInput;
}

/**
 * What lies between a picture and its first packet at our door, beyond what can be measured from here: exposure, encoder (cameras take one to
 * three frame intervals) and the shortest way through the network.
 */
const CAPTURE_TO_DOOR_MS = 250;

/**
 * Signs in, sets up the video track and opens a relay for it. The stream outlives `deadline`, which bounds only the opening, and ends by `close`,
 * by the camera, or with `stream_stalled` when no packet comes for `stallMs`. When it ends, the relay ends too, so that ffmpeg can finish.
 *
 * @throws AppError as {@link dialCamera}, {@link describeCamera} and {@link setUpPlayback} do.
 */
export async function openLiveStream(source: RtspSource, context: DialContext, deadline: ContactDeadline, stallMs: number): Promise<LiveStream> {
  const stream = await openTrackStream(source, context, deadline, stallMs, openRtspRelay);
  return Object.assign(stream, { input: relayInput(stream.sink) });
}

/** What ffmpeg needs to read a relay. */
export function relayInput(relay: RtspRelay): FfmpegInput {
  return { url: relay.url, demuxer: 'rtsp', protocols: ['rtsp', 'rtp', 'tcp'], args: ['-rtsp_transport', 'tcp'], end: relay.end };
}

/** The same with whatever sink suits the track. */
export async function openTrackStream<S extends PacketSink>(
  source: RtspSource,
  context: DialContext,
  deadline: ContactDeadline,
  stallMs: number,
  openSink: (video: VideoTrack) => Promise<S>,
): Promise<TrackStream<S>> {
  const camera = await dialCamera(source, context, deadline);
  const close = (error: unknown): void => camera.connection.close(socketError(error));
  try {
    const description = await describeCamera(camera);
    const sink = await openSink(description.video);
    void camera.connection.failed.then(sink.end);
    const reports = createFirstReport();
    const watch = { touch: (): void => undefined };
    const track = createLiveTrack({
      video: description.video,
      isOrdered: source.transport === 'tcp',
      onPacket: (packet) => {
        watch.touch();
        sink.deliver(packet);
      },
      onReport: reports.noted,
      onBroken: close,
    });
    const playback = await setUpPlayback(camera, description, source.transport, track, context);
    void sink.asked.then(() => {
      watch.touch = playWatched(playback, stallMs);
    });
    return createTrackStream({ camera, video: description.video, sink, track, playback, firstReport: reports.first });
  } catch (error) {
    close(error);
    throw error;
  }
}

/** @returns what is to be called with each packet. */
function playWatched(playback: CameraPlayback, stallMs: number): () => void {
  const watch = createStallWatch(stallMs, () => playback.close(streamStalledError(stallMs)));
  void playback.ended.then(watch.end);
  playback.play().catch((error: unknown) => playback.close(socketError(error)));
  return watch.touch;
}

function createFirstReport(): { readonly first: Promise<void>; readonly noted: () => void } {
  let noted = (): void => undefined;
  const first = new Promise<void>((resolve) => {
    noted = resolve;
  });
  return { first, noted };
}

function createTrackStream<S extends PacketSink>(parts: {
  readonly camera: DialledCamera;
  readonly video: VideoTrack;
  readonly sink: S;
  readonly track: LiveTrack;
  readonly playback: CameraPlayback;
  readonly firstReport: Promise<void>;
}): TrackStream<S> {
  const { camera, video, sink, track, playback, firstReport } = parts;
  let failure: AppError | undefined;
  const ended = playback.ended.then((error) => {
    failure = error;
  });
  const roundTripMs = (): number => camera.connection.roundTripMs ?? 0;
  const clock = (): ClockReading | undefined => track.deviceClock.reading(roundTripMs());
  return {
    sink,
    video,
    timeAt(ptsMs) {
      if (sink.first === undefined) return undefined;
      const mediaMs = (sink.first.ticks * 1_000) / video.clockRateHz + ptsMs;
      const arrival = track.timeline.at(mediaMs);
      if (arrival === undefined) return undefined;
      const deviceTimeMs = track.deviceClock.at(mediaMs);
      const uncertaintyMs = Math.ceil(CAPTURE_TO_DOOR_MS + roundTripMs() / 2 + arrival.jitterMs);
      return { trueTimeMs: Math.round(arrival.trueTimeMs), uncertaintyMs, ...(deviceTimeMs === undefined ? {} : { deviceTimeMs: Math.round(deviceTimeMs) }) };
    },
    get lacksKeyframe() {
      return track.packetCount > 0 && sink.first === undefined;
    },
    get firstArrivedAtMs() {
      return sink.first?.arrivedAtMs;
    },
    clock,
    async waitForClock(waitMs) {
      const waited = createWait(waitMs);
      await Promise.race([firstReport, ended, waited.passed]);
      waited.end();
      return clock();
    },
    get failure() {
      return failure;
    },
    close() {
      playback.close(cancelledError());
      sink.close();
    },
  };
}

function createWait(ms: number): { readonly passed: Promise<void>; readonly end: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return { passed, end: () => clearTimeout(timer) };
}
