import { AppError } from '../../domain/app-error.ts';
import type { RtspSource } from '../../domain/camera-source.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import { socketError } from '../socket-error.ts';
import { setUpPlayback } from './camera-playback.ts';
import type { CameraPlayback } from './camera-playback.ts';
import { describeCamera } from './describe-camera.ts';
import { dialCamera } from './dial-camera.ts';
import type { DialContext } from './dial-camera.ts';
import { clockRange, rangeStartMs } from './replay-range.ts';
import type { ReplayRange } from './replay-range.ts';
import { createReplayQueue } from './replay-queue.ts';
import type { ReplayQueue } from './replay-queue.ts';
import { headerValue } from './rtsp-message.ts';
import type { RtspResponse } from './rtsp-message.ts';
import type { VideoTrack } from './video-track.ts';

/** A recorder that replays. */
export interface OpenReplay {
  readonly video: VideoTrack;
  readonly queue: ReplayQueue;
  /** The start that the recorder says it plays from, by its timeline; undefined when it doesn't say. */
  readonly namedStartMs: number | undefined;
  /** Plays another range of the same recording. @returns undefined when there is nothing in it. @throws AppError `camera`/`replay_refused` and what ends the connection. */
  play(range: ReplayRange): Promise<RtspResponse | undefined>;
  readonly close: CameraPlayback['close'];
}

/** ONVIF Streaming, "Replay control": what tells a replay from a live stream. */
const REPLAY = { Require: 'onvif-replay' };
/** 457 Invalid Range (RFC 2326 §11.3.8). */
const INVALID_RANGE = 457;

/**
 * Dials a replay address and begins to play: always over the connection itself, where nothing gets lost and the recorder can be held back, and as fast as is read.
 *
 * @param range on the recorder's timeline.
 * @returns undefined when the recorder has nothing in this range.
 * @throws AppError `camera`/`replay_refused`, and as {@link dialCamera}, {@link describeCamera} and {@link setUpPlayback} do.
 */
export async function openReplay(
  source: RtspSource,
  wanted: { readonly range: ReplayRange; readonly trackToken: string | undefined },
  context: DialContext,
  deadline: ContactDeadline,
): Promise<OpenReplay | undefined> {
  const camera = await dialCamera(source, context, deadline);
  const { connection } = camera;
  try {
    const description = await describeCamera(camera, wanted.trackToken);
    const { video } = description;
    const queue = createReplayQueue({ payloadType: video.payloadType, hold: connection.pause, goOn: connection.resume });
    const playback = await setUpPlayback(camera, description, 'tcp', queue, context, REPLAY).catch(refused);
    void playback.ended.then(queue.end);
    const answer = await play(playback, wanted.range);
    if (answer !== undefined) {
      const namedStartMs = rangeStartMs(headerValue(answer.headers, 'range'));
      return { video, queue, namedStartMs, play: (range) => play(playback, range), close: playback.close };
    }
    playback.close(socketError(new AppError('camera', 'replay_refused', 'The recorder has nothing in this range.')));
    return undefined;
  } catch (error) {
    connection.close(socketError(error));
    throw error;
  }
}

async function play(playback: CameraPlayback, range: ReplayRange): Promise<RtspResponse | undefined> {
  try {
    return await playback.play({ ...REPLAY, 'Rate-Control': 'no', Range: clockRange(range) });
  } catch (error) {
    if (statusOf(error) === INVALID_RANGE) return undefined;
    return refused(error);
  }
}

/** A status that has no meaning of its own is about the replay here. */
function refused(error: unknown): never {
  const statusCode = statusOf(error);
  if (statusCode === undefined) throw error;
  throw new AppError(
    'camera',
    'replay_refused',
    'The recorder refuses to play its recordings to us. Check that this user may play them, close other playbacks and try again.',
    {
      details: { statusCode },
      cause: error,
    },
  );
}

/** Of a refusal that is a `bad_answer`. */
function statusOf(error: unknown): number | undefined {
  const status = error instanceof AppError && error.code === 'bad_answer' ? error.details['statusCode'] : undefined;
  return typeof status === 'number' ? status : undefined;
}
