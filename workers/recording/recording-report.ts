import type { AppError } from '../../domain/app-error.ts';
import type { CameraProblem } from '../../domain/camera-contact.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { CameraObservation } from '../health/camera-observation.ts';

/**
 * How far behind the present a gap is certain: what was recorded since may lie in a segment that isn't finished yet, and that one is longer than planned when
 * keyframes are far apart.
 */
const UNFINISHED_SEGMENTS = 3;

/** What a camera's recording did since the last look, as health. */
export interface RecordingReport {
  recorded(segment: { readonly trueFromMs: number; readonly trueToMs: number }): void;
  failed(error: AppError): void;
  /** Observations since the last call. */
  take(nowMs: number): CameraObservation[];
}

export function createRecordingReport({ cameraId, startedAtMs, segmentMs }: { cameraId: string; startedAtMs: number; segmentMs: number }): RecordingReport {
  const fresh: TimeInterval[] = [];
  let coveredToMs: number | undefined;
  let problem: CameraProblem | null = null;

  const covered = ({ fromMs, toMs }: TimeInterval): CameraObservation => ({
    cameraId,
    atMs: toMs,
    facets: { recording: { state: 'ok', sinceMs: fromMs } },
    problem: { about: 'recording', found: null },
  });
  const missing = ({ fromMs, toMs }: TimeInterval): CameraObservation => ({
    cameraId,
    atMs: toMs,
    facets: { recording: { state: 'gap', sinceMs: fromMs, cause: { code: problem?.code ?? 'nothing_recorded' } } },
    ...(problem && { problem: { about: 'recording', found: problem } }),
  });

  return {
    recorded({ trueFromMs, trueToMs }) {
      fresh.push({ fromMs: trueFromMs, toMs: trueToMs });
      coveredToMs = Math.max(coveredToMs ?? 0, trueToMs);
      problem = null;
    },
    failed({ code, message }) {
      problem = { code, message };
    },
    take(nowMs) {
      const observations = fresh.splice(0).map(covered);
      const missingFromMs = coveredToMs === undefined ? startedAtMs : coveredToMs + 1;
      const certainToMs = nowMs - UNFINISHED_SEGMENTS * segmentMs;
      return missingFromMs < certainToMs ? [...observations, missing({ fromMs: missingFromMs, toMs: certainToMs })] : observations;
    },
  };
}
