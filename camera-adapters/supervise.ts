import { AppError, isAppError, toAppError } from '../domain/app-error.ts';
import type { RecordedSegment } from '../domain/camera-contact.ts';
import type { TimeInterval } from '../domain/time-interval.ts';
import { CAMERA_BACKOFF, createBackoff } from './backoff.ts';
import type { BackoffPolicy } from './backoff.ts';
import type { SupervisorClock } from './supervisor-clock.ts';

/** A recording that is to go on whatever happens. */
export interface SupervisedRecording {
  /** Starts one try, mostly an adapter's `record`. Its iteration should end normally only when `signal` fires. */
  readonly start: (signal: AbortSignal) => AsyncIterable<RecordedSegment>;
  /** Takes over each finished file; the next one waits for it. If it rejects, the try ends and counts as failed. */
  readonly onSegment: (segment: RecordedSegment) => void | Promise<void>;
  /** A try failed; the next begins after `retryInMs`, Infinity when the supervision ends with this one. */
  readonly onError: (error: AppError, retryInMs: number) => void;
  /** Nothing was recorded between these instants of true time. Told when the segment behind it is there, or when the supervision ends. */
  readonly onGap: (gap: TimeInterval) => void;
  /** Ends the supervision; the try in work ends in its own way, with its last segment. */
  readonly signal: AbortSignal;
  readonly clock: SupervisorClock;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly policy?: BackoffPolicy;
}

/** Up to where true time is covered. */
interface Coverage {
  readonly toMs: number;
  readonly uncertaintyMs: number;
  /** Whether a try has failed since. */
  readonly isInterrupted: boolean;
}

/**
 * Records until `signal` fires: starts, and after each failure waits and starts again. Resolves when the last try has ended. What `onSegment` and
 * `onGap` throw counts as a failure of the try.
 *
 * A gap is what lies between the end of one segment and the start of the next: after a failure always, within one try when it is more than the
 * uncertainty of the two instants. The time before the first segment is a gap only when a try failed in it.
 */
export async function superviseRecording(recording: SupervisedRecording): Promise<void> {
  const { signal, clock, onError, onGap } = recording;
  const backoff = createBackoff(recording.policy ?? CAMERA_BACKOFF, recording.random);
  const beginning: Coverage = { toMs: clock.now(), uncertaintyMs: 0, isInterrupted: true };
  let coverage: Coverage | undefined;
  while (!signal.aborted) {
    const startedAtMs = clock.now();
    const error = await runOnce(recording, coverage, (covered) => {
      coverage = covered;
    });
    if (error === undefined) break;
    coverage = { ...(coverage ?? beginning), isInterrupted: true };
    if (signal.aborted) {
      onError(error, Infinity);
      break;
    }
    const retryInMs = backoff.delayAfter(error, clock.now() - startedAtMs);
    onError(error, retryInMs);
    await clock.wait(retryInMs, signal);
  }
  if (coverage?.isInterrupted === true && clock.now() > coverage.toMs) onGap({ fromMs: coverage.toMs, toMs: clock.now() });
}

/** @returns the failure, undefined when the supervision is over. */
async function runOnce(recording: SupervisedRecording, coverage: Coverage | undefined, onCovered: (covered: Coverage) => void): Promise<AppError | undefined> {
  let before = coverage;
  try {
    for await (const segment of recording.start(recording.signal)) {
      const gap = gapBefore(segment, before);
      if (gap !== undefined) recording.onGap(gap);
      await recording.onSegment(segment);
      before = { toMs: segment.trueToMs, uncertaintyMs: segment.uncertaintyMs, isInterrupted: false };
      onCovered(before);
    }
    return recording.signal.aborted ? undefined : endedError();
  } catch (error) {
    return recording.signal.aborted && isAppError(error, 'contact_cancelled') ? undefined : toAppError(error);
  }
}

function gapBefore(segment: RecordedSegment, before: Coverage | undefined): TimeInterval | undefined {
  if (before === undefined) return undefined;
  const lengthMs = segment.trueFromMs - before.toMs;
  const isGap = lengthMs > (before.isInterrupted ? 0 : before.uncertaintyMs + segment.uncertaintyMs);
  return isGap ? { fromMs: before.toMs, toMs: segment.trueFromMs } : undefined;
}

function endedError(): AppError {
  return new AppError('camera', 'stream_ended', 'The recording ended by itself. It is started again.');
}
