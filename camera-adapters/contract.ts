import type { CapturedPicture, PingResult, ProbeResult, RecordedSegment } from '../domain/camera-contact.ts';
import type { CameraEvent } from '../domain/camera-event.ts';
import type { CameraCredentials, DialableSource, SourceKind } from '../domain/camera-source.ts';
import type { RecordedStretch, RecordingSearch, ReplayOutcome, ReplayedFile } from '../domain/edge-recording.ts';
import type { TimeInterval } from '../domain/time-interval.ts';
import type { NetworkPolicy } from './network-policy.ts';

/** What every contact gets besides the source. */
export interface ContactContext {
  /** Identity of the camera, for temporary names and log lines. */
  readonly cameraId: string;
  readonly credentials?: CameraCredentials;
  /** Ends the contact at once; the adapter then rejects with kind `cancelled` and leaves nothing running. */
  readonly signal: AbortSignal;
  /** The whole contact ends within this many milliseconds, else kind `timeout`. Ignored by `record`; in `events` for each question by itself, in `replayRecording` for the opening only. */
  readonly deadlineMs: number;
  /** The only way to a socket: resolves once, checks, pins. */
  readonly network: NetworkPolicy;
  /** Wall clock in epoch milliseconds. */
  readonly now: () => number;
  /** A port of the dialled host where an earlier probe found TLS (`CameraCapabilities.securePort`): used instead of the plain one. */
  readonly securePort?: number;
}

/** How to record. */
export interface RecordingRequest {
  /** An existing private folder; files are made in it and belong to the caller once yielded. */
  readonly folder: string;
  /** Aim for segments of this length; cut at the next keyframe. */
  readonly segmentMs: number;
  /** No media for this long ends the recording with kind `timeout`, code `stream_stalled`. */
  readonly stallMs: number;
}

/** What to replay of what a device keeps, and where to. */
export interface ReplayRequest {
  /** As a search found it; may be narrowed, such as to what is still missing. */
  readonly stretch: RecordedStretch;
  /** An existing private folder; files are made in it and belong to `onFile` once handed over. What was not handed over is removed. */
  readonly folder: string;
  /** Aim for files of this length; cut at the next key frame. */
  readonly segmentMs: number;
  /** No media for this long ends the replay as `stalled`. Silence of a device while we don't read it doesn't count. */
  readonly stallMs: number;
  /** The replay ends as `limit_reached` before a file that would make more than this of all. */
  readonly maxBytes: number;
  /** Takes over each finished file, in order of time; the next one, and the device, wait for it. If it rejects, the replay ends and rejects with the same. */
  readonly onFile: (file: ReplayedFile) => void | Promise<void>;
}

/**
 * One way to reach cameras. An adapter connects and reports; it never retries, never sleeps between tries and keeps no
 * state between calls (but for where a camera said that its picture is): `supervise.ts` owns backoff. Every method rejects with an `AppError` only. Codes that all adapters share: `auth_failed`,
 * `address_forbidden`, `connection_refused`, `name_not_found`, `camera_timeout`, `bad_answer`, `snapshot_broken`, `stream_stalled`,
 * `no_video`, `no_keyframe`, `not_supported`, `contact_cancelled`.
 */
export interface CameraAdapter<S extends DialableSource = DialableSource> {
  readonly kind: S['kind'] & SourceKind;
  /** Identity, capabilities and clock. */
  probe(source: S, context: ContactContext): Promise<ProbeResult>;
  /** The cheapest contact that proves the camera answers and accepts our sign-in. */
  ping(source: S, context: ContactContext): Promise<PingResult>;
  /** One picture, whole: a JPEG cut short is `snapshot_broken`. */
  snapshot(source: S, context: ContactContext): Promise<CapturedPicture>;
  /** Records until aborted (then it ends normally after its last whole segment) or the stream fails (then it rejects). */
  record(source: S, request: RecordingRequest, context: ContactContext): AsyncIterable<RecordedSegment>;
  /**
   * Listens for the camera's flags until aborted (then it ends normally) or the camera fails (then it rejects). Rejects with `camera`/`not_supported` when the camera, or this way
   * of reaching it, has none. What is not a flag of `CAMERA_EVENT_KINDS` never leaves the adapter. Each question has `deadlineMs`, not the whole.
   * A source that is a channel of a recorder brings the flags of all its channels, with `videoSource` where the recorder says which: it is to be listened to once.
   */
  events(source: S, context: ContactContext): AsyncIterable<CameraEvent>;
  /**
   * Looks for what the device itself keeps of this camera within a window of the device's clock. Absent in adapters that have no such search.
   *
   * @throws AppError besides the shared ones `camera`/`not_supported` when the device keeps no recordings or doesn't tell of them, and `camera`/`recording_ambiguous` when
   *   none of a recorder's recordings can be told to be of this camera's video source.
   */
  searchRecordings?(source: S, window: TimeInterval, context: ContactContext): Promise<RecordingSearch>;
  /**
   * Brings one stretch into files, as fast as they are taken. Resolves with how it ended, also when only a part came; gaps lie between files. A device often allows one replay at a time.
   *
   * @throws AppError when it can't begin (also `camera`/`replay_refused`), when `onFile` rejects, for `disk_full` and other trouble of ours, and with `contact_cancelled`
   *   after an abort. Files that were handed over before stay good.
   */
  replayRecording?(source: S, request: ReplayRequest, context: ContactContext): Promise<ReplayOutcome>;
}
