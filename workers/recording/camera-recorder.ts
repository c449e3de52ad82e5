import { mkdir, rm } from 'node:fs/promises';
import { superviseRecording } from '../../camera-adapters/supervise.ts';
import type { SupervisorClock } from '../../camera-adapters/supervisor-clock.ts';
import type { ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import { toAppError, type AppError } from '../../domain/app-error.ts';
import type { RecordedSegment } from '../../domain/camera-contact.ts';
import type { Logger } from '../../platform/logger.ts';
import type { CameraDialer } from '../contacts/camera-dialer.ts';
import { createRecordingReport, type RecordingReport } from './recording-report.ts';
import { secureSegment, type SecuredSegment } from './secured-segment.ts';
import type { SegmentFate } from './segment-store.ts';

/** No media for this long ends a try. */
const STALL_MS = 10_000;
/** Opening a stream, for adapters that must ask where it is first. */
const OPENING_MS = 10_000;

/** The recording of one camera, with everything that may happen to it. */
export interface CameraRecorder {
  readonly cameraId: string;
  readonly report: RecordingReport;
  /** Stores again what could not be stored before. */
  flush(): Promise<void>;
  /** Ends it after the last whole segment; settles when that is stored or waits in its folder. */
  stop(): Promise<void>;
}

/** What a recorder works with. `store` never rejects. */
export interface RecorderParts {
  readonly segmentMs: number;
  readonly dialer: CameraDialer;
  readonly clock: SupervisorClock;
  readonly logger: Logger;
  readonly store: (segment: SecuredSegment) => Promise<SegmentFate>;
  /** The first segment is there. */
  readonly onBegun: () => void;
}

/**
 * Records a camera into `folder` (made and removed here) until it is stopped; failures are tried again with growing pauses. A finished segment is first secured, then stored: the
 * recording goes on while the database is away, and its segments wait in the folder.
 */
export function startCameraRecorder(parts: RecorderParts, target: ContactTarget, folder: string): CameraRecorder {
  const { dialer, clock, logger, store, segmentMs } = parts;
  const { cameraId } = target;
  const abort = new AbortController();
  const waiting: SecuredSegment[] = [];
  let isFirst = true;
  const report = createRecordingReport({ cameraId, startedAtMs: clock.now(), segmentMs });

  const onSegment = async (segment: RecordedSegment): Promise<void> => {
    const secured = await secureSegment(target, segment);
    const fate = waiting.length > 0 ? 'away' : await store(secured);
    if (fate === 'shed') return;
    if (isWaiting(fate)) waiting.push(secured);
    report.recorded(secured);
    if (isFirst) parts.onBegun();
    isFirst = false;
  };
  const onError = (error: AppError, retryInMs: number): void => {
    report.failed(error);
    logger.warn({ cameraId, err: error, retryInMs }, 'a recording failed');
  };
  const start = async function* (signal: AbortSignal): AsyncGenerator<RecordedSegment, void, undefined> {
    const { adapter, source, context } = dialer.prepare(target, { deadlineMs: OPENING_MS, signal });
    // each time: a worker that was frozen for so long that it counted as dead finds its folder taken over
    await mkdir(folder, { recursive: true, mode: 0o700 });
    yield* adapter.record(source, { folder, segmentMs, stallMs: STALL_MS }, context);
  };
  const storeWaiting = async (): Promise<void> => {
    for (const segment of [...waiting]) {
      const fate = await store(segment);
      if (fate === 'away') return;
      if (!isWaiting(fate)) waiting.splice(waiting.indexOf(segment), 1);
    }
  };
  // one at a time, in the order in which they were recorded
  let flushing = Promise.resolve();
  const flush = (): Promise<void> => (flushing = flushing.then(storeWaiting));
  const run = async (): Promise<void> => {
    await superviseRecording({ start, onSegment, onError, onGap: () => undefined, signal: abort.signal, clock, random: Math.random });
    await flush();
    // with segments that still wait it stays, and is salvaged
    if (waiting.length === 0) await rm(folder, { recursive: true, force: true });
  };

  const ended = run().catch((thrown: unknown) => onError(toAppError(thrown), Infinity));
  return {
    cameraId,
    report,
    flush,
    async stop() {
      abort.abort();
      await ended;
    },
  };
}

function isWaiting(fate: SegmentFate): boolean {
  return fate === 'away' || fate === 'failed';
}
