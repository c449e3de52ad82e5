import type { CapturedPicture, PingResult, ProbeResult, RecordedSegment } from '../domain/camera-contact.ts';
import type { CameraEvent } from '../domain/camera-event.ts';
import type { CameraCredentials, DialableSource, SourceKind } from '../domain/camera-source.ts';
import type { NetworkPolicy } from './network-policy.ts';

/** What every contact gets besides the source. */
export interface ContactContext {
  /** Identity of the camera, for temporary names and log lines. */
  readonly cameraId: string;
  readonly credentials?: CameraCredentials;
  /** Ends the contact at once; the adapter then rejects with kind `cancelled` and leaves nothing running. */
  readonly signal: AbortSignal;
  /** The whole contact ends within this many milliseconds, else kind `timeout`. Ignored by `record`; in `events` for each question by itself. */
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
}
